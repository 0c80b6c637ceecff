using Rerun.Catalog.Remote;

namespace Rerun.Catalog.Tests.Remote;

public class CatalogUrlTests
{
    [Theory]
    [InlineData("rerun+http://127.0.0.1:51234", "rerun+http://127.0.0.1:51234", "http://127.0.0.1:51234/")]
    [InlineData("http://robots.example", "rerun+http://robots.example:80", "http://robots.example/")]
    [InlineData("https://robots.example", "rerun+https://robots.example:443", "https://robots.example/")]
    [InlineData("rerun://robots.example", "rerun://robots.example:443", "https://robots.example/")]
    [InlineData("rerun+https://robots.example:8443/catalog", "rerun+https://robots.example:8443", "https://robots.example:8443/")]
    [InlineData("rerun+http://localhost", "rerun+http://localhost:51234", "http://localhost:51234/")]
    [InlineData("rerun+http://localhost:80", "rerun+http://localhost:80", "http://localhost/")]
    [InlineData("localhost:51234", "rerun+http://localhost:51234", "http://localhost:51234/")]
    [InlineData("127.0.0.1:9000", "rerun+http://127.0.0.1:9000", "http://127.0.0.1:9000/")]
    [InlineData("rerun+http://0.0.0.0:51234", "rerun+http://127.0.0.1:51234", "http://127.0.0.1:51234/")]
    [InlineData("rerun+http://[::1]:51234", "rerun+http://[::1]:51234", "http://[::1]:51234/")]
    [InlineData("RERUN+HTTP://127.0.0.1:1/", "rerun+http://127.0.0.1:1", "http://127.0.0.1:1/")]
    public void Servers_are_named_in_all_the_forms_that_rerun_software_takes(string text, string shown, string address)
    {
        var url = CatalogUrl.Parse(text);
        Assert.Equal(shown, url.ToString());
        Assert.Equal(address, url.BaseAddress.ToString());
        Assert.Null(url.Entry);
    }

    [Theory]
    [InlineData("rerun://robots.example/dataset/182342300C5F8C327a7b4a6e5a379ac4?partition_id=a#when=frame@3")]
    [InlineData("rerun+http://127.0.0.1:51234/dataset/182342300C5F8C327a7b4a6e5a379ac4/data?segment_id=a")]
    [InlineData("https://robots.example/entry/182342300C5F8C327a7b4a6e5a379ac4")]
    public void A_link_names_a_dataset_or_entry(string text) =>
        Assert.Equal(Tuid.Parse("182342300C5F8C327a7b4a6e5a379ac4"), CatalogUrl.Parse(text).Entry);

    [Theory]
    [InlineData("ftp://robots.example", "scheme")]
    [InlineData("robots.example:51234", "rerun://robots.example")]
    [InlineData("rerun://", "host")]
    [InlineData("rerun+http://127.0.0.1:51234/proxy", "live stream")]
    [InlineData("rerun+http://127.0.0.1:51234/dataset/nonsense", "nonsense")]
    [InlineData("rerun+http://127.0.0.1:51234/elsewhere", "elsewhere")]
    public void Other_urls_are_refused_with_the_reason(string text, string reason)
    {
        var fault = Assert.Throws<RerunException>(() => CatalogUrl.Parse(text));
        Assert.Equal(RerunErrorCode.InvalidArgument, fault.ErrorKind);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_a_url_is_refused_and_not_repeated()
    {
        var fault = Assert.Throws<RerunException>(() => CatalogUrl.Parse("https://me:secret@robots.example"));
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
    }
}
