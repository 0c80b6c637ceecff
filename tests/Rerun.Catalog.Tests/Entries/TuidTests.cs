namespace Rerun.Catalog.Tests.Entries;

public class TuidTests
{
    [Fact]
    public void An_id_prints_as_all_rerun_software_does() =>
        Assert.Equal("182342300C5F8C327a7b4a6e5a379ac4", new Tuid(0x182342300C5F8C32, 0x7A7B4A6E5A379AC4).ToString());

    [Theory]
    [InlineData("182342300C5F8C327a7b4a6e5a379ac4", 0x182342300C5F8C32UL, 0x7A7B4A6E5A379AC4UL)]
    [InlineData("182342300c5f8c327A7B4A6E5A379AC4", 0x182342300C5F8C32UL, 0x7A7B4A6E5A379AC4UL)]
    [InlineData("ff", 0UL, 0xFFUL)]
    [InlineData("1ffffffffffffffff", 1UL, ulong.MaxValue)]
    public void Digits_of_either_case_are_read(string text, ulong time, ulong counter) => Assert.Equal(new Tuid(time, counter), Tuid.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("0x12")]
    [InlineData("chunk_12")]
    [InlineData("12 34")]
    [InlineData("000000000000000000000000000000001")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(Tuid.TryParse(text, out var id));
        Assert.Equal(default, id);
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => Tuid.Parse(text)).Message);
    }

    [Fact]
    public void Ids_are_ordered_as_unsigned_bytes_and_survive_them()
    {
        var small = new Tuid(1, ulong.MaxValue);
        var great = new Tuid(0x8000000000000000, 0);
        Assert.True(small.CompareTo(great) < 0);
        Span<byte> bytes = stackalloc byte[Tuid.Size];
        great.Write(bytes);
        Assert.Equal(0x80, bytes[0]);
        Assert.Equal(great, Tuid.Read(bytes));
    }
}
