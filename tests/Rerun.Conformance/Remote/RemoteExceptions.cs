namespace Rerun.Conformance.Remote;

/// <summary>The cases that an official server cannot give the right answers to, each with the reason; all others run.</summary>
internal static class RemoteExceptions
{
    private const string Flags =
        "The server's schema calls a column semantically empty that has no values in one partition or layer only, so the column is hidden; only who holds all chunks knows better.";

    private const string LostStatic = "The server drops a static chunk whose cells are all shadowed, so the value that should show never arrives.";

    private static readonly Dictionary<string, string> OfAll = new()
    {
        ["M07"] = Flags,
        ["M08"] = Flags,
        ["Q09b"] = Flags,
        ["rand-010"] = Flags,
        ["rand-011"] = Flags,
        ["rand-012"] = Flags,
        ["rand-028"] = Flags,
        ["rand-037"] = Flags,
        ["rand-038"] = Flags,
        ["rand-039"] = Flags,
        ["rand-070"] = Flags,
        ["rand-072"] = Flags,
        ["rand-077"] = Flags,
        ["rand-078"] = Flags,
        ["rand-079"] = Flags,
        ["Q20"] = LostStatic,
        ["Q20c"] = LostStatic,
    };

    /// <summary>The cases that a server does not run.</summary>
    /// <param name="server">The official server's release, or <c>own</c>.</param>
    public static IReadOnlyDictionary<string, string> Of(string server) => server switch
    {
        "own" => new Dictionary<string, string>(),
        "0.41.0" => OfAll,
        _ => new Dictionary<string, string>(OfAll) { ["Q17"] = LostStatic },
    };
}
