using System.Text.RegularExpressions;
using Google.Protobuf;
using Rerun.Catalog;
using Rerun.Catalog.Remote;
using Rerun.Conformance.Catalog.Settings;
using Rerun.Server.Tests.Support;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Conformance.Catalog.Cases;

public sealed partial class ConnectionCases
{
    private const string IdHeader = "x-rerun-entry-id";
    private const string NameHeader = "x-rerun-entry-name-bin";

    [Theory, Case("C001", "all", OnlyByWire = true)]
    public async Task A_plain_request_tells_the_version(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        using var http = new HttpClient();
        Assert.NotEmpty(await http.GetStringAsync(new Uri(new Uri(on.Address!["rerun+".Length..]), "/version")));
    }

    [Theory, Case("C002", "all", OnlyByWire = true)]
    public async Task An_unknown_path_is_not_found(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(new Uri(on.Address!["rerun+".Length..]), "/nothing"));
        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Theory, Case("C003", "all", OnlyByWire = true)]
    public async Task The_url_is_the_origin(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Matches(Origin(), on.Client.Url);
        await using var any = await RemoteCatalog.ConnectAsync(on.Address!.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal));
        Assert.Matches(Origin(), any.Location);
    }

    [Theory, Case("C004", "all", OnlyByWire = true)]
    public async Task Without_an_entry_header_the_message_names_both(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateAsync("d");
        var answer = await on.Wire.CallAsync("GetDatasetSchema", new Wire.GetDatasetSchemaRequest());
        Assert.Equal(GrpcCode.InvalidArgument, answer.Status);
        Assert.Contains(IdHeader, answer.Message, StringComparison.Ordinal);
        Assert.Contains("x-rerun-entry-name", answer.Message, StringComparison.Ordinal);
    }

    [Theory, Case("C005", "all", OnlyByWire = true)]
    public async Task An_id_header_that_is_no_id_is_refused(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        Assert.Equal(GrpcCode.InvalidArgument, (await SendAsync(on, "GetDatasetSchema", new Wire.GetDatasetSchemaRequest(), (IdHeader, "xyz"))).Status);
    }

    [Theory, Case("C006", "all", OnlyByWire = true)]
    public Task A_dataset_can_be_named_in_the_header(CatalogSetting setting) => NamedAsync(setting, "my_dataset1");

    [Theory, Case("C007", "27", OnlyByWire = true)]
    public Task A_name_in_the_header_may_have_any_letters(CatalogSetting setting) => NamedAsync(setting, "données ✓");

    [Fact]
    [Trait("Case", "C008")]
    public async Task An_unreachable_server_is_told_of_in_time()
    {
        var started = DateTime.UtcNow;
        var error = await Assert.ThrowsAnyAsync<RerunException>(async () => await RemoteCatalog.ConnectAsync("rerun+http://127.0.0.1:1"));
        Assert.Equal(RerunErrorCode.ConnectionLost, error.ErrorKind);
        Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(30));
    }

    [Theory, Case("C009", "all", OnlyByWire = true)]
    public async Task A_server_tells_its_version_and_repeats_the_clients(CatalogSetting setting)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        var answer = await SendAsync(on, "FindEntries", new Wire.FindEntriesRequest { Filter = new() }, ("x-rerun-client-version", "test/1"));
        Assert.Equal(0, answer.Status);
        Assert.NotEmpty(answer.Headers["x-rerun-server-version"]);
        Assert.Equal("test/1", answer.Headers["x-rerun-client-version"]);
    }

    private static async Task NamedAsync(CatalogSetting setting, string name)
    {
        await using var on = await CatalogUnderTest.OpenAsync(setting);
        await on.CreateAsync(name);
        var header = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(name)).TrimEnd('=');
        var answer = await SendAsync(on, "ReadDatasetEntry", new Wire.ReadDatasetEntryRequest(), (NameHeader, header));
        Assert.Equal(name, answer.Single(Wire.ReadDatasetEntryResponse.Parser).Dataset.Details.Name);
    }

    private static Task<GrpcAnswer> SendAsync(CatalogUnderTest on, string method, IMessage request, params (string, string)[] headers) =>
        on.Wire.SendAsync(GrpcClient.Service + method, GrpcClient.Frame(request), headers);

    [GeneratedRegex(@"^rerun\+http://(localhost|127\.0\.0\.1):[0-9]+$")]
    private static partial Regex Origin();
}
