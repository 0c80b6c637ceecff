namespace Rerun.Server.Tests.Services;

public sealed class ServerOptionsTests
{
    [Fact]
    public void The_token_is_not_told() =>
        Assert.DoesNotContain("canary", new RerunServerOptions { Token = "canary" }.ToString(), StringComparison.Ordinal);
}
