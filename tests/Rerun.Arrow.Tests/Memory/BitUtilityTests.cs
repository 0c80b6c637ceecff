namespace Rerun.Arrow.Tests.Memory;

public class BitUtilityTests
{
    [Fact]
    public void Copying_counting_and_setting_agree_with_single_bits()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var source = new byte[random.Next(1, 40)];
            random.NextBytes(source);
            var from = random.Next(source.Length * 8);
            var length = random.Next((source.Length * 8) - from + 1);
            var to = random.Next(30);
            var target = new byte[((to + length) / 8) + 1 + random.Next(3)];
            random.NextBytes(target);
            var expected = Bits(target);
            for (var i = 0; i < length; i++)
            {
                expected[to + i] = BitUtility.GetBit(source, from + i);
            }

            BitUtility.CopyBits(source, from, target, to, length);
            Assert.True(expected.SequenceEqual(Bits(target)), $"copy, seed {seed}");
            Assert.True(Bits(source).Skip(from).Take(length).Count(bit => bit) == BitUtility.CountBits(source, from, length), $"count, seed {seed}");

            var value = random.Next(2) == 0;
            expected.AsSpan(to, length).Fill(value);
            BitUtility.SetBits(target, to, length, value);
            Assert.True(expected.SequenceEqual(Bits(target)), $"set, seed {seed}");

            var word = BitUtility.ReadWord(source, from, Math.Min(64, length));
            for (var i = 0; i < Math.Min(64, length); i++)
            {
                Assert.Equal(BitUtility.GetBit(source, from + i), ((word >> i) & 1) != 0);
            }
        }
    }

    [Fact]
    public void A_bitmap_grows_by_bits_runs_and_other_bitmaps()
    {
        var builder = new ArrowBuffer.BitmapBuilder();
        var expected = new List<bool>();
        var random = new Random(5);
        for (var i = 0; i < 200; i++)
        {
            var value = random.Next(2) == 0;
            var count = random.Next(70);
            switch (random.Next(3))
            {
                case 0:
                    builder.Append(value);
                    expected.Add(value);
                    break;
                case 1:
                    builder.AppendRange(value, count);
                    expected.AddRange(Enumerable.Repeat(value, count));
                    break;
                default:
                    var bytes = new byte[12];
                    random.NextBytes(bytes);
                    builder.Append(bytes, 3, count);
                    expected.AddRange(Bits(bytes).Skip(3).Take(count));
                    break;
            }
        }

        Assert.Equal(expected.Count, builder.Length);
        Assert.Equal(expected.Count(bit => bit), builder.SetBitCount);
        Assert.Equal(expected, Bits(builder.Build().Span.ToArray()).Take(expected.Count));
    }

    private static bool[] Bits(byte[] bytes) => [.. Enumerable.Range(0, bytes.Length * 8).Select(i => BitUtility.GetBit(bytes, i))];
}
