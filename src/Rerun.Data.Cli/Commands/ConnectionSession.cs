using Rerun.Data.DataSources;
using Rerun.Query;

namespace Rerun.Data.Cli.Commands;

/// <summary>Reaches the query session of an open connection: the tool writes Arrow batches, which rows would only slow down.</summary>
internal static class ConnectionSession
{
    public static QuerySession QuerySession(this RerunConnection connection)
    {
        var session = ((EngineSession)connection.RequireSession()).Session;
        session.ChangeRefusal = connection.ChangeRefusal;
        return session;
    }
}
