using System.Text;
using Rerun.Arrow.Compression;

namespace Rerun.Arrow.Tests.Compression;

public class Lz4BlockTests
{
    [Theory]
    [InlineData("30616263", "abc")]
    [InlineData("1A6101005061616161 61", "aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("00", "")]
    public void The_examples_of_the_format_decode(string block, string expected)
    {
        var decoded = new byte[expected.Length];
        Lz4Block.Decode(Convert.FromHexString(block.Replace(" ", "")), decoded);
        Assert.Equal(expected, Encoding.ASCII.GetString(decoded));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("30616263", 2)]
    [InlineData("30616263", 4)]
    [InlineData("40616263", 4)]
    [InlineData("1A610000506161616161", 20)]
    [InlineData("1A610200506161616161", 20)]
    [InlineData("1A6101", 15)]
    [InlineData("1A610100", 15)]
    [InlineData("F0FFFFFFFF", 100)]
    [InlineData("1F610100FFFFFFFF", 100)]
    public void A_malformed_block_or_another_length_is_refused_with_a_position(string block, int length)
    {
        var fault = Assert.Throws<ArrowFormatException>(() => Lz4Block.Decode(Convert.FromHexString(block), new byte[length]));
        Assert.InRange(fault.Position!.Value, 0, block.Length / 2);
    }

    [Fact]
    public void What_was_compressed_comes_back_at_once_and_in_pieces()
    {
        var random = new Random(20250601);
        for (var round = 0; round < 600; round++)
        {
            var data = SomeData(random);
            var block = Lz4Compressor.Compress(data, round % 3 == 0 ? null : random);
            var decoded = new byte[data.Length];
            Lz4Block.Decode(block, decoded);
            Assert.True(data.AsSpan().SequenceEqual(decoded), $"round {round}");

            var reader = default(Lz4BlockReader);
            var pieces = Array.Empty<byte>();
            while (reader.Written < data.Length)
            {
                Array.Resize(ref pieces, Math.Min(data.Length, pieces.Length + random.Next(1, 1 + (data.Length / random.Next(1, 50)))));
                Assert.Equal(pieces.Length, reader.Read(block, pieces));
            }

            reader.Read(block, pieces);
            Assert.True(data.AsSpan().SequenceEqual(pieces), $"round {round}");
            Assert.True(reader.IsFinished);
        }
    }

    [Fact]
    public void Damaged_blocks_give_what_a_naive_decoder_gives_and_never_write_outside()
    {
        var random = new Random(20250602);
        var refused = 0;
        for (var round = 0; round < 3000; round++)
        {
            var data = SomeData(random);
            var block = Lz4Compressor.Compress(data, random);
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                block[random.Next(block.Length)] = (byte)random.Next(256);
            }

            block = block[..(random.Next(4) == 0 ? random.Next(block.Length + 1) : block.Length)];
            var expected = NaiveLz4.Decode(block, data.Length);
            const int Guard = 64;
            var buffer = new byte[data.Length + (2 * Guard)];
            buffer.AsSpan().Fill(0xA5);
            try
            {
                Lz4Block.Decode(block, buffer.AsSpan(Guard, data.Length));
                Assert.True(expected is not null && expected.AsSpan().SequenceEqual(buffer.AsSpan(Guard, data.Length)), $"round {round}");
            }
            catch (ArrowFormatException)
            {
                refused++;
                Assert.True(expected is null || expected.Length != data.Length, $"round {round}");
            }

            Assert.True(buffer.AsSpan(0, Guard).IndexOfAnyExcept((byte)0xA5) < 0 && buffer.AsSpan(Guard + data.Length).IndexOfAnyExcept((byte)0xA5) < 0, $"round {round}");
        }

        Assert.InRange(refused, 500, 2999);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public void Matches_may_overlap_what_they_write(int period)
    {
        for (var length = 12; length < 300; length++)
        {
            var data = new byte[period + length];
            for (var i = 0; i < data.Length; i++)
            {
                data[i] = (byte)(1 + (i % period));
            }

            var decoded = new byte[data.Length];
            Lz4Block.Decode(Lz4Compressor.Compress(data), decoded);
            Assert.Equal(data, decoded);
        }
    }

    private static byte[] SomeData(Random random)
    {
        var data = new byte[random.Next(5) == 0 ? random.Next(40) : random.Next(1, 5000)];
        var alphabet = random.Next(1, 20);
        for (var i = 0; i < data.Length;)
        {
            var run = Math.Min(random.Next(1, 100), data.Length - i);
            if (i > 0 && random.Next(2) == 0)
            {
                // Repeat something, near or far, overlapping or not.
                var offset = random.Next(1, Math.Min(i, random.Next(1, 1000)) + 1);
                for (var n = 0; n < run; n++, i++)
                {
                    data[i] = data[i - offset];
                }
            }
            else
            {
                for (var n = 0; n < run; n++, i++)
                {
                    data[i] = (byte)random.Next(alphabet);
                }
            }
        }

        return data;
    }

    [Fact]
    public void What_is_encoded_decodes_by_the_book()
    {
        var random = new Random(20251124);
        for (var round = 0; round < 400; round++)
        {
            var data = new byte[round < 40 ? round : random.Next(200_000)];
            random.NextBytes(data);
            var alphabet = random.Next(1, 256);
            for (var i = 0; i < data.Length; i++)
            {
                data[i] = (byte)(data[i] % alphabet);
                if (i > 100 && random.Next(300) == 0)
                {
                    var length = Math.Min(random.Next(1000), data.Length - i);
                    var start = random.Next(i);
                    for (var j = 0; j < length; j++)
                    {
                        data[i + j] = data[start + j];
                    }

                    i += Math.Max(length - 1, 0);
                }
            }

            var block = new byte[Lz4Block.MaxEncodedLength(data.Length)];
            var written = Lz4Block.Encode(data, block);
            var decoded = new byte[data.Length];
            Lz4Block.Decode(block.AsSpan(0, written), decoded);
            Assert.Equal(data, decoded);
            if (data.Length < 20_000)
            {
                Assert.Equal(data, NaiveLz4.Decode(block.AsSpan(0, written), data.Length));
            }

            Assert.True(alphabet > 1 || written < (data.Length / 200) + 32);
        }

        Assert.Throws<ArgumentException>(() => Lz4Block.Encode(new byte[100], new byte[100]));
    }

    [Fact]
    public void A_block_ends_in_five_literals_and_starts_no_match_in_its_last_twelve_bytes()
    {
        for (var length = 0; length < 40; length++)
        {
            var block = new byte[Lz4Block.MaxEncodedLength(length)];
            var written = Lz4Block.Encode(new byte[length], block);
            if (length < 13)
            {
                Assert.Equal(length + 1, written);
            }
            else
            {
                Assert.Equal(5, block[written - 6] >> 4);
            }
        }
    }
}
