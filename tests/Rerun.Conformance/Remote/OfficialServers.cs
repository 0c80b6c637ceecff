using System.Collections.Concurrent;
using Rerun.Conformance.Servers;
using Rerun.Testing;

namespace Rerun.Conformance.Remote;

/// <summary>The official servers, each started when a test first asks for it and ended with the tests. They serve the drives, and what tests register.</summary>
public sealed class OfficialServers : IDisposable
{
    /// <summary>The collection of the tests that share them.</summary>
    public const string Collection = "official servers";

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _urls = new();
    private readonly ConcurrentBag<OfficialServer> _servers = [];

    /// <summary>The URL of the server of a release.</summary>
    public Task<string> UrlOfAsync(string release) => _urls.GetOrAdd(release, name => new(() => StartAsync(name))).Value;

    public void Dispose()
    {
        foreach (var server in _servers)
        {
            server.Dispose();
        }
    }

    private async Task<string> StartAsync(string release)
    {
        var server = await OfficialServer.StartAsync(release, "-d", $"drives={SharedData.PathOf("data", "drives")}");
        _servers.Add(server);
        return server.Address;
    }
}

[CollectionDefinition(OfficialServers.Collection)]
public sealed class OfficialServersCollection : ICollectionFixture<OfficialServers>;
