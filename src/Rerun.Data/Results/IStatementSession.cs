namespace Rerun.Data.Results;

/// <summary>What an open connection runs statements with: its own temporary views and current dataset over the data source's engine.</summary>
internal interface IStatementSession : IAsyncDisposable
{
    /// <summary>Parses a text; parsed texts are kept by the engine.</summary>
    IStatementText Prepare(string text);

    /// <summary>The dataset whose timelines resolve unqualified; empty for none. Statements can change it.</summary>
    string Dataset { get; set; }

    /// <summary>Sets the dataset that the session begins with, and that RESET goes back to; empty for none.</summary>
    void BeginIn(string dataset);
}
