using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace FunctionsExport.Tests.Orchestration.Determinism;

/// <summary>Reads from a method's compiled code which methods it calls or refers to.</summary>
internal static class MethodUses
{
    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    public static IEnumerable<MethodBase> Of(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            yield break;
        }

        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            int value = code[at++];
            value = value == 0xFE ? (value << 8) | code[at++] : value;
            var opCode = OpCodesByValue[value];
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
            {
                var token = BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at));
                switch (method.Module.ResolveMember(token, typeArguments, methodArguments))
                {
                    case MethodBase used:
                        yield return used;
                        break;
                    case FieldInfo { IsStatic: true, DeclaringType.TypeInitializer: { } initializer }:
                        yield return initializer;
                        break;
                }
            }

            at += OperandSize(opCode.OperandType, code.AsSpan(at));
        }
    }

    private static int OperandSize(OperandType type, ReadOnlySpan<byte> operand) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(operand)),
        _ => 4,
    };
}
