using Rerun.Arrow.Compression;

namespace Rerun.Arrow.Tests.Compression;

public class XxHash32Tests
{
    [Theory]
    [InlineData("", 0x2A973671)]
    [InlineData("616263", 0xDF14A809)]
    [InlineData("52524632464F4F54", 0xAA391367)]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F2021222324252627", 0xB2E92BF8)]
    public void Checksums_with_the_seed_of_footers_are_those_of_the_format(string bytes, uint expected) =>
        Assert.Equal(expected, XxHash32.Hash(Convert.FromHexString(bytes), 7850921));
}
