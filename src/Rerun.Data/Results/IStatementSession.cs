namespace Rerun.Data.Results;

/// <summary>What an open connection runs statements with: its own temporary views and current dataset over the data source's engine.</summary>
internal interface IStatementSession : IAsyncDisposable
{
    /// <summary>Parses a text; parsed texts are kept by the engine.</summary>
    IStatementText Prepare(string text);

    /// <summary>Makes a dataset the one whose timelines resolve unqualified; empty for none.</summary>
    void UseDataset(string dataset);
}
