namespace Rerun.Data.Cli.Output;

/// <summary>How a result is written.</summary>
internal enum ResultFormat
{
    Table,
    Json,
    Csv,
    Arrow,
}
