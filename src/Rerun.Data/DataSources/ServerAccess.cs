namespace Rerun.Data.DataSources;

/// <summary>What a program says about a server that no connection string can.</summary>
/// <param name="TokenProvider">Gives the token of each call, or null.</param>
/// <param name="MaxAttempts">How often a call that only reads is tried, or null for the default.</param>
internal sealed record ServerAccess(Func<CancellationToken, ValueTask<string?>>? TokenProvider, int? MaxAttempts)
{
    public static readonly ServerAccess Default = new(null, null);

    /// <summary>Says what is set, without secrets.</summary>
    public override string ToString() => $"MaxAttempts={MaxAttempts}{(TokenProvider is null ? "" : ", with a token provider")}";
}
