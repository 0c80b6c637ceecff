using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Tables;

namespace Rerun.Catalog.Embedded.Entries;

/// <summary>Entries as rows of the catalogue. Those that change something run in the caller's transaction.</summary>
internal static class EntryRows
{
    /// <summary>All entries in order of creation, each with a number that is greater after each change of its content.</summary>
    public static List<(EntryDetails Details, long ContentVersion)> Select(CatalogueConnection connection) => connection.Select(
        """
        SELECT id, name, kind, created_at, updated_at, storage_url, blueprint_dataset, default_blueprint, content_version
        FROM entries ORDER BY created_at, rowid
        """,
        row => (
            new EntryDetails
            {
                Id = row.GetId(0),
                Name = row.GetString(1),
                Kind = (EntryKind)row.GetInt32(2),
                CreatedAtNanoseconds = row.GetInt64(3),
                UpdatedAtNanoseconds = row.GetInt64(4),
                StorageUrl = row.GetTextOrNull(5),
                BlueprintDatasetId = row.GetIdOrNull(6),
                DefaultBlueprintPartitionId = row.GetTextOrNull(7),
            },
            row.GetInt64(8)));

    /// <summary>Adds an entry.</summary>
    /// <exception cref="RerunAlreadyExistsException">The name or the id is taken.</exception>
    public static EntryDetails Insert(CatalogueConnection connection, EntryDetails entry)
    {
        RequireFree(connection, entry.Name, entry.Id);
        connection.Execute(
            """
            INSERT INTO entries (id, name, kind, created_at, updated_at, storage_url, blueprint_dataset, default_blueprint)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            entry.Id,
            entry.Name,
            (long)entry.Kind,
            entry.CreatedAtNanoseconds,
            entry.UpdatedAtNanoseconds,
            entry.StorageUrl,
            entry.BlueprintDatasetId,
            entry.DefaultBlueprintPartitionId);
        return entry;
    }

    /// <summary>Adds a dataset together with its blueprint dataset.</summary>
    /// <exception cref="RerunAlreadyExistsException">The name or the id is taken.</exception>
    public static EntryDetails InsertDataset(CatalogueConnection connection, string name, Tuid id, Tuid blueprintId)
    {
        RequireFree(connection, name, id);
        Insert(connection, New(blueprintId, EntryNames.OfBlueprintDataset(id), EntryKind.BlueprintDataset, StorageOf(blueprintId)));
        return Insert(connection, New(id, name, EntryKind.Dataset, StorageOf(id)) with { BlueprintDatasetId = blueprintId });
    }

    /// <summary>An entry that is new now. It counts as changed right after, as on official servers.</summary>
    public static EntryDetails New(Tuid id, string name, EntryKind kind, string? storageUrl)
    {
        var now = Clock.Now();
        return new EntryDetails
        {
            Id = id,
            Name = name,
            Kind = kind,
            CreatedAtNanoseconds = now,
            UpdatedAtNanoseconds = now + 1,
            StorageUrl = storageUrl,
        };
    }

    /// <summary>Gives an entry another name; its own changes nothing.</summary>
    /// <exception cref="RerunNotFoundException">There is no such entry.</exception>
    /// <exception cref="RerunAlreadyExistsException">Another entry has the name.</exception>
    public static void Rename(CatalogueConnection connection, Tuid id, string name)
    {
        if (NameOf(connection, id) == name)
        {
            return;
        }

        RequireFree(connection, name, id: null);
        connection.Execute("UPDATE entries SET name = $2 WHERE id = $1", id, name);
        Touch(connection, id);
    }

    /// <summary>
    /// Deletes an entry and all rows that belong to it; a dataset with the blueprint dataset that was made for it, and with the one it has if no other dataset has
    /// the same.
    /// </summary>
    /// <exception cref="RerunNotFoundException">There is no such entry.</exception>
    public static void Delete(CatalogueConnection connection, Tuid id)
    {
        RequireExists(connection, id);
        var blueprints = connection.Select(
            """
            SELECT id FROM entries WHERE kind = $2 AND id <> $1 AND (name = $3
                OR (id = (SELECT blueprint_dataset FROM entries WHERE id = $1)
                    AND NOT EXISTS (SELECT 1 FROM entries AS other WHERE other.blueprint_dataset = entries.id AND other.id <> $1)))
            """,
            row => row.GetId(0),
            id,
            (long)EntryKind.BlueprintDataset,
            EntryNames.OfBlueprintDataset(id));
        foreach (var entry in blueprints.Append(id))
        {
            connection.Execute("DELETE FROM entries WHERE id = $1", entry);
            connection.Execute("UPDATE entries SET blueprint_dataset = NULL WHERE blueprint_dataset = $1", entry);
        }
    }

    /// <summary>Says which blueprints a dataset has.</summary>
    /// <exception cref="RerunNotFoundException">There is no such dataset.</exception>
    public static void SetBlueprints(CatalogueConnection connection, Tuid dataset, Tuid? blueprintDataset, string? defaultPartition)
    {
        var changed = connection.Execute(
            "UPDATE entries SET blueprint_dataset = $2, default_blueprint = $3 WHERE id = $1 AND kind IN ($4, $5)",
            dataset,
            blueprintDataset,
            defaultPartition,
            (long)EntryKind.Dataset,
            (long)EntryKind.BlueprintDataset);
        if (changed == 0)
        {
            throw new RerunNotFoundException($"There is no dataset with the id {dataset}.");
        }

        Touch(connection, dataset);
    }

    /// <summary>Moves on the time of an entry's last change.</summary>
    public static void Touch(CatalogueConnection connection, Tuid id) =>
        connection.Execute("UPDATE entries SET updated_at = max(updated_at + 1, $2) WHERE id = $1", id, Clock.Now());

    /// <summary>Notes that the content of a dataset or table has changed.</summary>
    public static void NoteContentChange(CatalogueConnection connection, Tuid id) =>
        connection.Execute("UPDATE entries SET content_version = content_version + 1 WHERE id = $1", id);

    /// <exception cref="RerunNotFoundException">There is no such entry.</exception>
    public static void RequireExists(CatalogueConnection connection, Tuid id) => NameOf(connection, id);

    /// <exception cref="RerunAlreadyExistsException">The name or the id is taken.</exception>
    public static void RequireFree(CatalogueConnection connection, string name, Tuid? id)
    {
        var kinds = connection.Select("SELECT kind FROM entries WHERE name = $1", row => (EntryKind)row.GetInt32(0), name);
        if (kinds.Count > 0 || name == EntryTable.Name)
        {
            var isTable = kinds is not [EntryKind.Dataset or EntryKind.BlueprintDataset];
            throw new RerunAlreadyExistsException($"An entry '{name}' already exists: a {(isTable ? "table" : "dataset")}.");
        }

        if (connection.Number("SELECT count(*) FROM views WHERE name = $1", name) > 0)
        {
            throw new RerunAlreadyExistsException($"An entry '{name}' already exists: a view.");
        }

        if (id == EntrySet.EntryTableId || (id is not null && connection.Number("SELECT count(*) FROM entries WHERE id = $1", id) > 0))
        {
            throw new RerunAlreadyExistsException($"An entry with the id {id} already exists.");
        }
    }

    private static string NameOf(CatalogueConnection connection, Tuid id) =>
        connection.Select("SELECT name FROM entries WHERE id = $1", row => row.GetString(0), id) is [var name]
            ? name
            : throw new RerunNotFoundException($"There is no entry with the id {id}.");

    private static string StorageOf(Tuid id) => $"memory:///{id}";
}
