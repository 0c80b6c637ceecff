using System.Data.Common;

namespace Rerun.Data;

/// <summary>Fills tables and data sets from queries, and writes rows that were added back.</summary>
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

    /// <summary>Raised before the command of a changed row runs.</summary>
    public event EventHandler<RowUpdatingEventArgs>? RowUpdating;

    /// <summary>Raised after the command of a changed row has run.</summary>
    public event EventHandler<RowUpdatedEventArgs>? RowUpdated;

    /// <summary>The command that adds a row, for <see cref="DbDataAdapter.Update(System.Data.DataTable)"/>; a <see cref="RerunCommandBuilder"/> makes it if it is null.</summary>
    public new RerunCommand? InsertCommand
    {
        get => (RerunCommand?)base.InsertCommand;
        set => base.InsertCommand = value;
    }

    /// <inheritdoc/>
    protected override void OnRowUpdating(RowUpdatingEventArgs value) => RowUpdating?.Invoke(this, value);

    /// <inheritdoc/>
    protected override void OnRowUpdated(RowUpdatedEventArgs value) => RowUpdated?.Invoke(this, value);

    /// <summary>The query.</summary>
    public new RerunCommand? SelectCommand
    {
        get => (RerunCommand?)base.SelectCommand;
        set => base.SelectCommand = value;
    }
}
