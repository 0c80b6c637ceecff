namespace Rerun.Catalog.Remote;

/// <summary>How a <see cref="RemoteCatalog"/> talks to its server.</summary>
public sealed record RemoteCatalogOptions
{
    private readonly int _maxMessageBytes = 1 << 30;
    private readonly int _maxParallelFetches = 4;
    private readonly int _maxAttempts = 3;

    /// <summary>The token that is sent with every call, or null for what the environment variable <c>REDAP_TOKEN</c> holds, if anything.</summary>
    public string? Token { get; init; }

    /// <summary>Gives the token of each call where <see cref="Token"/> is null, or null for what the environment holds. Asked often: it keeps what it has.</summary>
    public Func<CancellationToken, ValueTask<string?>>? TokenProvider { get; init; }

    /// <summary>How often a call that only reads is tried when the connection breaks before its first answer; 3 by default, 1 is never again.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxAttempts
    {
        get => _maxAttempts;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxAttempts = value;
        }
    }

    /// <summary>How long opening the connection may take; zero is without limit.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a call may wait for the next part of an answer; zero is without limit.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The greatest size of a message, and of one chunk, that is taken from the server; 1 GiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public int MaxMessageBytes
    {
        get => _maxMessageBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            _maxMessageBytes = value;
        }
    }

    /// <summary>How many streams of chunks one reader keeps open at a time; 4 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxParallelFetches
    {
        get => _maxParallelFetches;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxParallelFetches = value;
        }
    }

    /// <summary>After how much silence of a connection with calls under way the server is asked for a sign of life.</summary>
    internal TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The options without the token.</summary>
    public override string ToString() =>
        $"ConnectTimeout={ConnectTimeout}, ResponseTimeout={ResponseTimeout}, MaxMessageBytes={MaxMessageBytes}{(Token is null && TokenProvider is null ? "" : ", with a token")}";
}
