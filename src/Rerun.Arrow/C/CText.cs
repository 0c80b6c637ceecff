using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Rerun.Arrow.C;

/// <summary>Texts and metadata in native memory.</summary>
internal static unsafe class CText
{
    /// <summary>UTF-8 that ends with zero, to be freed by <see cref="NativeMemory.Free"/>.</summary>
    public static byte* Write(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var bytes = (byte*)NativeMemory.Alloc((nuint)length + 1);
        Encoding.UTF8.GetBytes(text, new Span<byte>(bytes, length));
        bytes[length] = 0;
        return bytes;
    }

    public static string Read(byte* text) => text == null ? "" : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    /// <summary>The interface's form: a count, then length and text of each key and value. Null if there is none.</summary>
    public static byte* WriteMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            return null;
        }

        var bytes = new ArrowBuffer.Builder<byte>();
        Append(bytes, metadata.Count);
        foreach (var (key, value) in metadata)
        {
            Append(bytes, key);
            Append(bytes, value);
        }

        var native = (byte*)NativeMemory.Alloc((nuint)bytes.Length);
        bytes.Span.CopyTo(new Span<byte>(native, bytes.Length));
        return native;
    }

    public static MetadataDictionary? ReadMetadata(byte* metadata)
    {
        if (metadata == null)
        {
            return null;
        }

        var result = new MetadataDictionary();
        var count = ReadLength(ref metadata);
        for (var i = 0; i < count; i++)
        {
            var key = ReadText(ref metadata);
            result.Set(key, ReadText(ref metadata));
        }

        return result;
    }

    private static void Append(ArrowBuffer.Builder<byte> bytes, int number) => MemoryMarshal.Write(bytes.AppendSpan(sizeof(int)), number);

    private static void Append(ArrowBuffer.Builder<byte> bytes, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Append(bytes, utf8.Length);
        bytes.Append(utf8);
    }

    private static int ReadLength(ref byte* bytes)
    {
        var length = MemoryMarshal.Read<int>(new ReadOnlySpan<byte>(bytes, sizeof(int)));
        bytes += sizeof(int);
        return length >= 0 ? length : throw new ArrowFormatException($"A length in the metadata is {length}.");
    }

    private static string ReadText(ref byte* bytes)
    {
        var length = ReadLength(ref bytes);
        var text = Encoding.UTF8.GetString(bytes, length);
        bytes += length;
        return text;
    }
}
