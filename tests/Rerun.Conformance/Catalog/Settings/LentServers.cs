using System.Collections.Concurrent;
using Rerun.Conformance.Servers;

namespace Rerun.Conformance.Catalog.Settings;

/// <summary>Official servers, each lent to one case at a time and used again, since each takes seconds to start.</summary>
internal static class LentServers
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<OfficialServer>> Idle = new();

    /// <summary>Lends a server of a version to the caller alone.</summary>
    public static async Task<OfficialServer> RentAsync(string version)
    {
        var idle = Idle.GetOrAdd(version, _ => []);
        while (idle.TryTake(out var server))
        {
            if (!server.HasEnded)
            {
                return server;
            }
        }

        return await OfficialServer.StartAsync(version);
    }

    /// <summary>Takes a server back. The caller left it empty.</summary>
    public static void Return(OfficialServer server) => Idle[server.Version].Add(server);
}
