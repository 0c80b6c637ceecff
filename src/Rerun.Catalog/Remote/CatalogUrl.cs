namespace Rerun.Catalog.Remote;

/// <summary>Where a catalog server is, and what of it a link names.</summary>
internal sealed record CatalogUrl
{
    /// <summary>The port of catalog servers on this machine where none is named.</summary>
    private const int LocalPort = 51234;

    private const string Insecure = "rerun+http";
    private static readonly (string Prefix, string Scheme)[] Schemes =
    [
        ("rerun://", "rerun"), ("rerun+https://", "rerun+https"), ("rerun+http://", Insecure), ("https://", "rerun+https"), ("http://", Insecure),
    ];

    private CatalogUrl(string scheme, string host, int port, Tuid? entry)
    {
        Scheme = scheme;
        Host = host;
        Port = port;
        Entry = entry;
    }

    /// <summary>The scheme as Rerun software writes it.</summary>
    public string Scheme { get; }

    /// <summary>The host's name or address; IPv6 in brackets.</summary>
    public string Host { get; }

    public int Port { get; }

    /// <summary>The dataset or entry that the link is to, or null.</summary>
    public Tuid? Entry { get; }

    public bool IsSecure => Scheme != Insecure;

    /// <summary>The URL for HTTP.</summary>
    public Uri BaseAddress => new($"{(IsSecure ? "https" : "http")}://{Host}:{Port}/");

    /// <summary>Reads the URL of a server or a link into one: <c>rerun://</c>, <c>rerun+http(s)://</c>, <c>http(s)://</c>, or a local host with a port.</summary>
    /// <exception cref="RerunException">It is none of these.</exception>
    public static CatalogUrl Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        text = text.Trim();
        var (prefix, scheme) = Array.Find(Schemes, known => text.StartsWith(known.Prefix, StringComparison.OrdinalIgnoreCase));
        if (scheme is null)
        {
            (prefix, scheme) = text.Contains("://", StringComparison.Ordinal)
                ? throw Invalid("its scheme is unknown; expected rerun://, rerun+http://, rerun+https://, http:// or https://.")
                : ("", Insecure);
        }

        if (!Uri.TryCreate($"http://{text[prefix.Length..]}", UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw Invalid("expected a host, and a port if need be.");
        }

        // What stands before an @ may be a secret, so it is not repeated.
        if (uri.UserInfo.Length > 0)
        {
            throw Invalid("it holds a user's name or password; a catalog server takes a token, see the keyword Token.");
        }

        var isLocal = uri.IsLoopback || uri.Host is "0.0.0.0" or "[::]";
        if (prefix.Length == 0 && !isLocal)
        {
            throw Invalid($"for a host that is not this machine say rerun://{uri.Host} (TLS) or rerun+http://{uri.Host} (clear text).");
        }

        var host = uri.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : uri.Host;
        return new CatalogUrl(scheme, host, PortOf(uri, text[prefix.Length..], isLocal, scheme), ReadEntry(uri));
    }

    /// <summary>The server without what the link names in it, as Rerun software writes it.</summary>
    public override string ToString() => $"{Scheme}://{Host}:{Port}";

    private static int PortOf(Uri uri, string rest, bool isLocal, string scheme)
    {
        var authority = rest[..(rest.IndexOfAny(['/', '?', '#']) is var end and >= 0 ? end : rest.Length)];
        var isNamed = authority.LastIndexOf(':') > authority.LastIndexOf(']');
        return isNamed ? uri.Port : isLocal ? LocalPort : scheme == Insecure ? 80 : 443;
    }

    private static Tuid? ReadEntry(Uri uri)
    {
        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [] or ["catalog"] => null,
            ["dataset" or "entry", var id, ..] => Tuid.TryParse(id, out var entry) ? entry : throw Invalid($"'{id}' is no entry's id."),
            ["proxy", ..] => throw Invalid("it is a link to a viewer's live stream, not to a catalog."),
            [var other, ..] => throw Invalid($"it leads to '{other}'; expected nothing, /catalog, /dataset/ or /entry/ and an id."),
        };
    }

    private static RerunException Invalid(string what) => new($"This is not the URL of a Rerun catalog: {what}", RerunErrorCode.InvalidArgument);
}
