namespace Rerun.Query.Tests.Oracles;

/// <summary>A theory that asks a PostgreSQL server, and is skipped visibly where none is installed.</summary>
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresServer.Binaries is null ? "No PostgreSQL server is installed." : null;
}
