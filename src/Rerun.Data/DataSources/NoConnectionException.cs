using Rerun.Catalog;

namespace Rerun.Data.DataSources;

/// <summary>There was no connection to begin with: the standard tells that (08001) from one that broke (08006).</summary>
internal sealed class NoConnectionException(string message, RerunException fault) : RerunException(message, fault.ErrorKind, fault)
{
    public override string? SqlState => "08001";
}
