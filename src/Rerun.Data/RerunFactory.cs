using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Rerun.Data;

/// <summary>Creates the provider's objects for programs that know only ADO.NET's base classes.</summary>
public sealed class RerunFactory : DbProviderFactory
{
    /// <summary>The name under which the factory is registered: <c>Rerun.Data</c>.</summary>
    public const string InvariantName = "Rerun.Data";

    /// <summary>The one factory.</summary>
    [SuppressMessage("Design", "CA1051", Justification = "DbProviderFactories finds the instance as a field of this name.")]
    public static readonly RerunFactory Instance = new();

    private RerunFactory()
    {
    }

    /// <inheritdoc/>
    public override bool CanCreateBatch => true;

    /// <inheritdoc/>
    public override bool CanCreateCommandBuilder => true;

    /// <inheritdoc/>
    public override bool CanCreateDataAdapter => true;

    /// <summary>Makes the factory known to <see cref="DbProviderFactories"/> under <see cref="InvariantName"/>.</summary>
    public static void Register() => DbProviderFactories.RegisterFactory(InvariantName, Instance);

    /// <inheritdoc/>
    public override DbBatch CreateBatch() => new RerunBatch();

    /// <inheritdoc/>
    public override DbBatchCommand CreateBatchCommand() => new RerunBatchCommand();

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new RerunCommand();

    /// <inheritdoc/>
    public override DbCommandBuilder CreateCommandBuilder() => new RerunCommandBuilder();

    /// <inheritdoc/>
    public override DbConnection CreateConnection() => new RerunConnection();

    /// <inheritdoc/>
    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new RerunConnectionStringBuilder();

    /// <inheritdoc/>
    public override DbDataAdapter CreateDataAdapter() => new RerunDataAdapter();

    /// <inheritdoc/>
    public override DbDataSource CreateDataSource(string connectionString) => RerunDataSource.Create(connectionString);

    /// <inheritdoc/>
    public override DbParameter CreateParameter() => new RerunParameter();
}
