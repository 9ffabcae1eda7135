using System.Buffers.Binary;
using System.Text;

namespace FunctionsExport.EndToEnd.Diagnostics;

/// <summary>The fields of a Protocol Buffers message (protobuf.dev, "Encoding"), by number, as far as OTLP needs it.</summary>
internal sealed class ProtoFields
{
    private readonly List<(int Number, ulong Scalar, ReadOnlyMemory<byte> Bytes)> _fields = [];

    public ProtoFields(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message.Span, ref at);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    _fields.Add((number, Varint(message.Span, ref at), default));
                    break;
                case 1:
                    _fields.Add((number, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]), default));
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message.Span, ref at);
                    _fields.Add((number, 0, message.Slice(at, length)));
                    at += length;
                    break;
                case 5:
                    _fields.Add((number, BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]), default));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {key & 7} at {at}.");
            }
        }
    }

    public IEnumerable<ProtoFields> Messages(int number) => _fields.Where(f => f.Number == number).Select(f => new ProtoFields(f.Bytes));

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number).Span);

    public ReadOnlyMemory<byte> Bytes(int number) => _fields.LastOrDefault(f => f.Number == number).Bytes;

    /// <summary>A number of whatever form; 0 when it is not there, as the format wants it.</summary>
    public ulong Scalar(int number) => _fields.LastOrDefault(f => f.Number == number).Scalar;

    public double? Double(int number) =>
        _fields.Any(f => f.Number == number) ? BitConverter.UInt64BitsToDouble(Scalar(number)) : null;

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
