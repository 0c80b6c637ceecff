using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;
using static Rerun.Query.Execution.Kernels.RowKernels;

namespace Rerun.Query.Functions.Scalar;

/// <summary>Digests, and bytes and numbers in other spellings.</summary>
internal static class DigestFunctions
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static readonly IArrowType[] Sources = [SqlTypes.Text, SqlTypes.Blob];

    /// <summary>The functions.</summary>
    public static IEnumerable<FunctionDefinition> All() =>
    [
        Digest("sha1", "SHA-1", "sha1('') → da39a3ee5e6b4b0d3255bfef95601890afd80709", bytes => SHA1.HashData(bytes)),
        Digest("sha256", "SHA-256", "left(sha256(''), 8) → e3b0c442", bytes => SHA256.HashData(bytes)),
        Digest("sha384", "SHA-384", "left(sha384(''), 8) → 38b060a7", bytes => SHA384.HashData(bytes)),
        Digest("sha512", "SHA-512", "left(sha512(''), 8) → cf83e135", bytes => SHA512.HashData(bytes)),
        Declare.Scalar(FunctionFamily.Text, "digest", "(text or blob, 'algorithm')", "The digest as a blob, of md5, sha1, sha256, sha384 or sha512.", ["hex(digest('', 'md5')) → d41d8cd98f00b204e9800998ecf8427e"],
            [.. Sources.Select(type => ScalarOverload.Of([type, SqlTypes.Text], SqlTypes.Blob, Blobs((a, row) => DigestOf(Bytes(a[0], row), Text(a[1], row))), canFail: true))]),
        Declare.Scalar(FunctionFamily.Text, "to_base64|base64", "(blob or text)", "The bytes in base64.", ["to_base64('abc') → YWJj"],
            [.. Sources.Select(type => ScalarOverload.Of([type], SqlTypes.Text, Texts((a, row) => Convert.ToBase64String(Bytes(a[0], row)))))]),
        Declare.Scalar(FunctionFamily.Text, "from_base64|unbase64", "(text)", "The bytes that a text in base64 means.", ["hex(from_base64('YWJj')) → 616263"],
            ScalarOverload.Of([SqlTypes.Text], SqlTypes.Blob, Blobs((a, row) => OfBase64(Text(a[0], row))), canFail: true)),
        Declare.Scalar(FunctionFamily.Text, "encode", "(blob or text [, 'hex' or 'base64'])", "The bytes as a text; with one argument a text as the blob of its UTF-8.", ["encode('abc', 'hex') → 616263"],
            [
                .. Sources.Select(type => ScalarOverload.Of([type, SqlTypes.Text], SqlTypes.Text, Texts((a, row) => Encode(Bytes(a[0], row), Text(a[1], row))), canFail: true)),
                ScalarOverload.Of([SqlTypes.Text], SqlTypes.Blob, Blobs((a, row) => Bytes(a[0], row).ToArray())),
            ]),
        Declare.Scalar(FunctionFamily.Text, "decode", "(text, 'hex' or 'base64')", "The bytes that a text means; with one argument a blob of UTF-8 as text.", ["octet_length(decode('616263', 'hex')) → 3"],
            ScalarOverload.Of([SqlTypes.Text, SqlTypes.Text], SqlTypes.Blob, Blobs((a, row) => Decode(Text(a[0], row), Text(a[1], row))), canFail: true),
            ScalarOverload.Of([SqlTypes.Blob], SqlTypes.Text, Texts((a, row) => OfUtf8(Bytes(a[0], row))), canFail: true)),
        Declare.Scalar(FunctionFamily.Text, "unhex|from_hex", "(text)", "The bytes that hexadecimal digits mean.", ["unhex('616263')::TEXT → abc"],
            ScalarOverload.Of([SqlTypes.Text], SqlTypes.Blob, Blobs((a, row) => Decode(Text(a[0], row), "hex")), canFail: true)),
        Declare.Scalar(FunctionFamily.Text, "to_binary|bin|to_bin", "(number)", "The number in binary digits.", ["bin(5) → 101"],
            ScalarOverload.Of([SqlTypes.BigInt], SqlTypes.Text, Texts((a, row) => Convert.ToString(Value<long>(a[0], row), 2)))),
        Declare.Scalar(FunctionFamily.Text, "to_oct", "(number)", "The number in octal digits.", ["to_oct(8) → 10"],
            ScalarOverload.Of([SqlTypes.BigInt], SqlTypes.Text, Texts((a, row) => Convert.ToString(Value<long>(a[0], row), 8)))),
        Declare.Scalar(FunctionFamily.Text, "to_base", "(number, base)", "The number, which is not negative, in digits of a base from 2 to 36.", ["to_base(255, 16) → ff"],
            ScalarOverload.Of([SqlTypes.BigInt, SqlTypes.BigInt], SqlTypes.Text, Texts((a, row) => ToBase(Value<long>(a[0], row), Value<long>(a[1], row))), canFail: true)),
        Declare.Scalar(FunctionFamily.Text, "uuid|gen_random_uuid", "()", "A random UUID as text, another for each row.", [], NullBehavior.Propagate, Volatility.Volatile,
            ScalarOverload.Of([], SqlTypes.Text, (_, length, _) =>
            {
                var builder = new TextBuilder(length);
                for (var row = 0; row < length; row++)
                {
                    builder.Append(Guid.NewGuid().ToString());
                }

                return ColumnVector.Flat(builder.Build(SqlTypes.Text));
            })),
    ];

    /// <summary>The hexadecimal digits of texts and blobs.</summary>
    public static ScalarOverload[] Hexadecimal() =>
        [.. Sources.Select(type => ScalarOverload.Of([type], SqlTypes.Text, Texts((a, row) => Convert.ToHexStringLower(Bytes(a[0], row)))))];

    private delegate byte[] Hash(ReadOnlySpan<byte> bytes);

    private static ScalarFunction Digest(string name, string title, string example, Hash hash) => Declare.Scalar(
        FunctionFamily.Text, name, "(text or blob)", $"The {title} digest in hexadecimal digits.", [example],
        [.. Sources.Select(type => ScalarOverload.Of([type], SqlTypes.Text, Texts((a, row) => Convert.ToHexStringLower(hash(Bytes(a[0], row))))))]);

    private static byte[] DigestOf(ReadOnlySpan<byte> bytes, string algorithm) => algorithm.ToLowerInvariant() switch
    {
        "md5" => MD5.HashData(bytes),
        "sha1" => SHA1.HashData(bytes),
        "sha256" => SHA256.HashData(bytes),
        "sha384" => SHA384.HashData(bytes),
        "sha512" => SHA512.HashData(bytes),
        _ => throw new RerunException($"There is no digest '{algorithm}'; there are md5, sha1, sha256, sha384 and sha512.", RerunErrorCode.InvalidArgument),
    };

    private static string Encode(ReadOnlySpan<byte> bytes, string encoding) => encoding.ToLowerInvariant() switch
    {
        "hex" => Convert.ToHexStringLower(bytes),
        "base64" => Convert.ToBase64String(bytes),
        _ => throw UnknownEncoding(encoding),
    };

    private static byte[] Decode(string text, string encoding)
    {
        switch (encoding.ToLowerInvariant())
        {
            case "base64":
                return OfBase64(text);
            case "hex":
                try
                {
                    return Convert.FromHexString(text);
                }
                catch (FormatException)
                {
                    throw new RerunException($"'{Shortened(text)}' has not two hexadecimal digits for each byte.", RerunErrorCode.InvalidArgument);
                }

            default:
                throw UnknownEncoding(encoding);
        }
    }

    private static byte[] OfBase64(string text) => Base64.IsValid(text)
        ? Convert.FromBase64String(text)
        : throw new RerunException($"'{Shortened(text)}' is not base64.", RerunErrorCode.InvalidArgument);

    private static string OfUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes)
        ? Encoding.UTF8.GetString(bytes)
        : throw new RerunException("The bytes are not UTF-8.", RerunErrorCode.InvalidArgument);

    private static string ToBase(long number, long radix)
    {
        if (number < 0 || radix is < 2 or > 36)
        {
            throw new RerunException("to_base() takes a number that is not negative and a base from 2 to 36.", RerunErrorCode.InvalidArgument);
        }

        var text = new StringBuilder();
        do
        {
            text.Insert(0, Digits[(int)(number % radix)]);
            number /= radix;
        }
        while (number > 0);
        return text.ToString();
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..40]}…");

    private static RerunException UnknownEncoding(string encoding) => new($"There is no encoding '{encoding}'; there are hex and base64.", RerunErrorCode.InvalidArgument);
}
