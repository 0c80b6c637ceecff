using Rerun.Server.Dialects;

namespace Rerun.Server.Tests.Dialects;

public sealed class ClientVersionTests
{
    [Theory]
    [InlineData(null, "Partitions")]
    [InlineData("", "Partitions")]
    [InlineData("rerun-py", "Partitions")]
    [InlineData("rerun-py/", "Partitions")]
    [InlineData("rerun-py/x.y", "Partitions")]
    [InlineData("rerun-py/0.27.3", "Partitions")]
    [InlineData("rerun-py/0.28.0", "Segments")]
    [InlineData("rerun-py/0.33.1", "Segments")]
    [InlineData("rerun-py/0.33.1-alpha.1+dev", "Segments")]
    [InlineData("viewer/of/mine/0.34.0", "Newest")]
    [InlineData("rerun-py/0.41.0", "Newest")]
    [InlineData("rerun/1.0.0", "Newest")]
    [InlineData("rerun-data/0.1.0", "Own")]
    public void A_client_s_dialect_is_that_of_its_release(string? header, string dialect) =>
        Assert.Equal(dialect, ClientVersion.DialectOf(header).ToString());
}
