using System.Data.Common;

namespace Rerun.Data;

/// <summary>Fills tables and data sets from queries.</summary>
public sealed class RerunDataAdapter : DbDataAdapter
{
    /// <summary>Creates an adapter without query.</summary>
    public RerunDataAdapter()
    {
    }

    /// <summary>Creates an adapter.</summary>
    /// <param name="selectCommand">The query.</param>
    public RerunDataAdapter(RerunCommand selectCommand) => SelectCommand = selectCommand;

    /// <summary>Creates an adapter.</summary>
    /// <param name="selectCommandText">The query's text.</param>
    /// <param name="connection">The connection; opened and closed by the adapter if it is closed.</param>
    public RerunDataAdapter(string selectCommandText, RerunConnection connection)
        : this(new RerunCommand(selectCommandText, connection))
    {
    }

    /// <summary>The query.</summary>
    public new RerunCommand? SelectCommand
    {
        get => (RerunCommand?)base.SelectCommand;
        set => base.SelectCommand = value;
    }
}
