using System.Runtime.InteropServices;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>What the server says of itself.</summary>
internal static class ServerDescription
{
    private const string Name = "rerun-data";

    public static Wire.VersionResponse Version(string version)
    {
        var build = new Wire.BuildInfo { CrateName = Name, TargetTriple = RuntimeInformation.RuntimeIdentifier };
        if (System.Version.TryParse(version.Split('-')[0], out var parsed))
        {
            build.Version = new Wire.SemanticVersion
            {
                Major = (uint)parsed.Major,
                Minor = (uint)parsed.Minor,
                Patch = (uint)Math.Max(parsed.Build, 0),
            };
        }

        return new Wire.VersionResponse { BuildInfo = build, Version = version, Features = { "per_segment_index_values" } };
    }

    /// <summary>What the server lets a client do: who has come so far may do everything.</summary>
    public static Wire.WhoAmIResponse Client() => new()
    {
        CanRead = true,
        CanWrite = true,
        Capabilities = new Wire.ServerCapabilities { Capabilities = { "catalog:write:register:file", "dataset:find_chunks" } },
    };
}
