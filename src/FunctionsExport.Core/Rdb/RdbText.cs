using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace FunctionsExport.Rdb;

/// <summary>The beginnings of stored strings, for reports.</summary>
internal static class RdbText
{
    /// <summary>The beginning of a string, printable ASCII as it is and the rest as <c>\xNN</c>.</summary>
    /// <param name="header">What stands before the string's bytes.</param>
    /// <param name="stored">The bytes as stored, or their beginning.</param>
    /// <param name="longest">How many bytes of the string to show at most.</param>
    public static string Show(RdbString header, ReadOnlySpan<byte> stored, int longest)
    {
        if (header.Form == RdbStringForm.Integer)
        {
            return ReadInteger(stored).ToString(CultureInfo.InvariantCulture);
        }

        Span<byte> plain = stackalloc byte[longest];
        return Escape(plain[..Begin(header, stored, plain)]);
    }

    /// <summary>Writes the beginning of a string and returns how many bytes it wrote: fewer when the stored bytes end.</summary>
    public static int Begin(RdbString header, ReadOnlySpan<byte> stored, Span<byte> plain)
    {
        if (header.Form == RdbStringForm.Lzf)
        {
            return BeginLzf(stored, plain[..(int)Math.Min(plain.Length, header.Length)]);
        }

        var length = Math.Min(stored.Length, plain.Length);
        stored[..length].CopyTo(plain);
        return length;
    }

    /// <summary>Printable ASCII as it is, a backslash twice, all else as <c>\xNN</c>.</summary>
    public static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
        {
            _ = b switch
            {
                (byte)'\\' => text.Append(@"\\"),
                >= 0x20 and < 0x7F => text.Append((char)b),
                _ => text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}"),
            };
        }

        return text.ToString();
    }

    private static int ReadInteger(ReadOnlySpan<byte> stored) => stored.Length switch
    {
        1 => (sbyte)stored[0],
        2 => BinaryPrimitives.ReadInt16LittleEndian(stored),
        _ => BinaryPrimitives.ReadInt32LittleEndian(stored),
    };

    // LZF (liblzf, lzf_d.c): a control byte below 32 comes before as many bytes and one more. Another one says in its upper three
    // bits how many bytes to repeat, less two, 7 meaning that a byte follows to add, and in the lower five and the next byte from
    // how far back, less one.
    private static int BeginLzf(ReadOnlySpan<byte> stored, Span<byte> plain)
    {
        var written = 0;
        while (written < plain.Length && !stored.IsEmpty)
        {
            int control = stored[0];
            stored = stored[1..];
            if (control < 32)
            {
                var literal = stored[..Math.Min(control + 1, Math.Min(stored.Length, plain.Length - written))];
                literal.CopyTo(plain[written..]);
                written += literal.Length;
                stored = stored[Math.Min(control + 1, stored.Length)..];
                continue;
            }

            var extra = control >> 5 == 7 ? 1 : 0;
            if (stored.Length < extra + 1)
            {
                break;
            }

            var length = (control >> 5) + 2 + (extra * stored[0]);
            var from = written - (((control & 0x1F) << 8) | stored[extra]) - 1;
            if (from < 0)
            {
                break;
            }

            for (; length > 0 && written < plain.Length; length--)
            {
                plain[written++] = plain[from++];
            }

            stored = stored[(extra + 1)..];
        }

        return written;
    }
}
