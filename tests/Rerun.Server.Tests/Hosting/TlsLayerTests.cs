using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rerun.Catalog.Embedded;
using Rerun.Server.Tests.Support;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Tests.Hosting;

public sealed class TlsLayerTests
{
    [Fact]
    public async Task With_a_certificate_both_versions_of_HTTP_are_served_with_TLS()
    {
        using var certificate = SelfSigned();
        await using var server = await RunningServer.StartAsync(options: new RerunServerOptions { Certificate = certificate });
        Assert.StartsWith("rerun://127.0.0.1:", server.Address, StringComparison.Ordinal);
        Assert.Equal(0, (await server.Client.CallAsync("Version", new Wire.VersionRequest())).Status);

        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == certificate.Thumbprint };
        using var http = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version11 };
        Assert.StartsWith("rerun-data/", await http.GetStringAsync(new Uri(server.Http, "/version")), StringComparison.Ordinal);

        using var plain = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => plain.GetStringAsync(new UriBuilder(server.Http) { Scheme = "http", Path = "/version" }.Uri));
    }

    [Fact]
    public async Task A_certificate_without_its_key_is_refused()
    {
        using var certificate = SelfSigned();
        using var half = X509CertificateLoader.LoadCertificate(certificate.RawData);
        await using var catalog = EmbeddedCatalog.Open(EmbeddedCatalog.InMemory);
        Assert.Throws<ArgumentException>(() => new RerunServer(catalog, new RerunServerOptions { Certificate = half }));
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
    }
}
