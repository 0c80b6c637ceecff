using Rerun.Catalog.Embedded.Catalogue;

namespace Rerun.Catalog.Embedded.Entries;

/// <summary>Views as rows of the catalogue. Those that change something run in the caller's transaction.</summary>
internal static class ViewRows
{
    /// <summary>All views by name. A catalogue of an older version, which can only be opened for reading, has none.</summary>
    public static List<ViewDefinition> Select(CatalogueConnection connection) =>
        connection.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'views'") == 0
            ? []
            : connection.Select(
                "SELECT name, statement, dataset FROM views ORDER BY name",
                row => new ViewDefinition { Name = row.GetString(0), Statement = row.GetString(1), Dataset = row.GetTextOrNull(2) });

    /// <summary>Adds a view, or replaces one.</summary>
    /// <exception cref="RerunAlreadyExistsException">The name is taken.</exception>
    public static void Insert(CatalogueConnection connection, ViewDefinition view, bool orReplace)
    {
        if (orReplace)
        {
            connection.Execute("DELETE FROM views WHERE name = $1", view.Name);
        }

        EntryRows.RequireFree(connection, view.Name, id: null);
        connection.Execute("INSERT INTO views (name, statement, dataset) VALUES ($1, $2, $3)", view.Name, view.Statement, view.Dataset);
    }

    /// <summary>Gives a view another name.</summary>
    /// <exception cref="RerunNotFoundException">There is no such view.</exception>
    /// <exception cref="RerunAlreadyExistsException">The new name is taken.</exception>
    public static void Rename(CatalogueConnection connection, string name, string newName)
    {
        RequireExists(connection, name);
        if (name != newName)
        {
            EntryRows.RequireFree(connection, newName, id: null);
            connection.Execute("UPDATE views SET name = $2 WHERE name = $1", name, newName);
        }
    }

    /// <summary>Deletes a view.</summary>
    /// <exception cref="RerunNotFoundException">There is no such view.</exception>
    public static void Delete(CatalogueConnection connection, string name)
    {
        RequireExists(connection, name);
        connection.Execute("DELETE FROM views WHERE name = $1", name);
    }

    private static void RequireExists(CatalogueConnection connection, string name)
    {
        if (connection.Number("SELECT count(*) FROM views WHERE name = $1", name) == 0)
        {
            throw new RerunNotFoundException($"There is no view '{name}'.");
        }
    }
}
