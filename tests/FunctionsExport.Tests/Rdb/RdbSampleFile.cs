using FunctionsExport.Rdb;

namespace FunctionsExport.Tests.Rdb;

/// <summary>A file with a value of every type and most opcodes.</summary>
internal static class RdbSampleFile
{
    /// <summary>The file without its end.</summary>
    public static RdbBuilder Begin(int newestVersion = RdbLayouts.NewestRedis)
    {
        var builder = new RdbBuilder($"REDIS{newestVersion:d4}")
            .Opcode(250).Text("redis-ver", "255.255.255")
            .Opcode(250).Text("redis-bits").Raw(0xC0, 64)
            .Opcode(245).Text("#!lua name=library");
        if (newestVersion >= 15)
        {
            builder.Opcode(242).Length(3).Length(2).Text("f", "g");
        }

        builder.Opcode(254).Length(0).Opcode(251).Lengths(40, 20);
        foreach (var value in RdbValues.All.Where(value => value.Version <= newestVersion))
        {
            // It takes more than all others together and would be most of what the properties try.
            if (value.Name == "string with a length of 32 bits")
            {
                continue;
            }

            builder.Opcode(252).Int64(1_900_000_000_000).Opcode(249).Raw(5);
            value.WriteKey(builder, value.Name);
            builder.StringKey($"{value.Name} and a string", "of no importance");
        }

        return newestVersion >= 15 ? builder.Key(32, "templated").Length(3).Text("1", "2") : builder;
    }
}
