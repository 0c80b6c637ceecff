namespace Rerun.Data.Linq.Tests.Shapes;

/// <summary>Runs the SQL of a query.</summary>
internal static class RowCounting
{
    /// <summary>How many rows SQL gives.</summary>
    public static int RowsOf(this WorldFixture worlds, string sql)
    {
        using RerunConnection connection = worlds.Source.OpenConnection();
        using RerunCommand command = connection.CreateCommand(sql);
        using RerunDataReader reader = command.ExecuteReader();
        int rows = 0;
        while (reader.Read())
        {
            rows++;
        }

        return rows;
    }
}
