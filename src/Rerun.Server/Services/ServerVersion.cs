using System.Runtime.InteropServices;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Services;

/// <summary>What the server says of itself.</summary>
internal static class ServerVersion
{
    private const string Name = "rerun-data";

    public static Wire.VersionResponse Of(string version)
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

        return new Wire.VersionResponse { BuildInfo = build, Version = version };
    }
}
