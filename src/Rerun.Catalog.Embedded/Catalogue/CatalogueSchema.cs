namespace Rerun.Catalog.Embedded.Catalogue;

/// <summary>The tables of a catalogue, and the steps from one version of them to the next.</summary>
internal static class CatalogueSchema
{
    /// <summary>Marks the file as a catalogue of this library: "RRDC".</summary>
    private const long ApplicationId = 0x52524443;

    /// <summary>Step N makes version N + 1 of version N; version 0 is an empty file. Steps that were ever released are not changed any more.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE catalogue (version INTEGER NOT NULL);
        INSERT INTO catalogue VALUES (1);

        -- Ids are 16 bytes, times nanoseconds since the Unix epoch. A blueprint dataset that was deleted is no longer referred to.
        CREATE TABLE entries (
            id BLOB NOT NULL UNIQUE,
            name TEXT NOT NULL UNIQUE,
            kind INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            storage_url TEXT,
            blueprint_dataset BLOB,
            default_blueprint TEXT,
            content_version INTEGER NOT NULL DEFAULT 0);

        -- The columns of layers and the schemas of chunks repeat from recording to recording; each is there once.
        CREATE TABLE layer_schemas (schema INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, columns BLOB NOT NULL);
        CREATE TABLE chunk_schemas (schema INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, message BLOB NOT NULL);

        -- Layers in order of registration. Paths within the catalogue's folder are relative to it.
        CREATE TABLE layers (
            layer INTEGER PRIMARY KEY AUTOINCREMENT,
            dataset BLOB NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
            partition TEXT NOT NULL,
            name TEXT NOT NULL,
            path TEXT NOT NULL,
            length INTEGER NOT NULL,
            write_time INTEGER NOT NULL,
            application TEXT NOT NULL,
            registered_at INTEGER NOT NULL,
            chunk_count INTEGER NOT NULL,
            byte_size INTEGER NOT NULL,
            schema INTEGER NOT NULL REFERENCES layer_schemas (schema),
            UNIQUE (dataset, partition, name));
        CREATE TABLE layer_contents (
            layer INTEGER PRIMARY KEY REFERENCES layers (layer) ON DELETE CASCADE,
            chunks BLOB NOT NULL,
            properties BLOB);

        CREATE TABLE tasks (
            task TEXT NOT NULL PRIMARY KEY,
            status TEXT NOT NULL,
            message TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL) WITHOUT ROWID;

        -- A table's files in order of insertion; all of its rows are in them. Without a folder, its own are in the catalogue's.
        CREATE TABLE tables (
            entry BLOB NOT NULL PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
            columns BLOB NOT NULL,
            folder TEXT) WITHOUT ROWID;
        CREATE TABLE table_files (
            file INTEGER PRIMARY KEY AUTOINCREMENT,
            entry BLOB NOT NULL REFERENCES tables (entry) ON DELETE CASCADE,
            position INTEGER NOT NULL DEFAULT 0,
            path TEXT NOT NULL,
            length INTEGER NOT NULL,
            write_time INTEGER NOT NULL,
            row_count INTEGER NOT NULL);
        CREATE INDEX table_files_by_entry ON table_files (entry);

        CREATE TABLE indexes (
            search_index INTEGER PRIMARY KEY AUTOINCREMENT,
            dataset BLOB NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
            entity_path TEXT NOT NULL,
            component TEXT NOT NULL,
            archetype TEXT,
            component_type TEXT,
            time_index TEXT NOT NULL,
            kind INTEGER NOT NULL,
            properties TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            UNIQUE (dataset, entity_path, component));

        -- What full-text indexes hold of a layer: a row per text, in order, and its terms under the same number. The rows go with their layer or index.
        CREATE TABLE index_layers (
            search_index INTEGER NOT NULL REFERENCES indexes (search_index) ON DELETE CASCADE,
            layer INTEGER NOT NULL REFERENCES layers (layer) ON DELETE CASCADE,
            document_count INTEGER NOT NULL,
            term_count INTEGER NOT NULL,
            PRIMARY KEY (search_index, layer)) WITHOUT ROWID;
        CREATE INDEX index_layers_by_layer ON index_layers (layer);
        CREATE TABLE index_documents (
            document INTEGER PRIMARY KEY AUTOINCREMENT,
            search_index INTEGER NOT NULL REFERENCES indexes (search_index) ON DELETE CASCADE,
            layer INTEGER NOT NULL REFERENCES layers (layer) ON DELETE CASCADE,
            chunk BLOB NOT NULL,
            time INTEGER NOT NULL,
            instance INTEGER NOT NULL,
            term_count INTEGER NOT NULL,
            text TEXT NOT NULL);
        CREATE INDEX index_documents_by_index ON index_documents (search_index);
        CREATE INDEX index_documents_by_layer ON index_documents (layer);
        CREATE VIRTUAL TABLE index_terms USING fts5 (terms, content = '', contentless_delete = 1, tokenize = 'ascii');
        CREATE VIRTUAL TABLE index_postings USING fts5vocab (index_terms, 'instance');
        CREATE TRIGGER index_documents_go AFTER DELETE ON index_documents
        BEGIN
            DELETE FROM index_terms WHERE rowid = old.document;
        END;
        """,
        """
        -- Names for queries. The dataset is the one whose timelines the query names alone.
        CREATE TABLE views (name TEXT NOT NULL PRIMARY KEY, statement TEXT NOT NULL, dataset TEXT) WITHOUT ROWID;
        """,
    ];

    /// <summary>The oldest version that can be read as it is: what later ones added may be missing.</summary>
    public const int OldestReadable = 1;

    /// <summary>The version that this release reads and writes.</summary>
    public static int Newest => Steps.Length;

    /// <summary>The version of a file; 0 of an empty one.</summary>
    /// <exception cref="RerunException">The file is another program's, or a newer release's.</exception>
    public static int VersionOf(CatalogueConnection connection)
    {
        var version = connection.Number("PRAGMA user_version");
        var application = connection.Number("PRAGMA application_id");
        if (application != ApplicationId && (application != 0 || version != 0 || connection.Number("SELECT count(*) FROM sqlite_schema") != 0))
        {
            throw new RerunException($"'{connection.Path}' is a database of another program, not the catalogue of a folder of recordings.", RerunErrorCode.CorruptData)
            {
                FileName = connection.Path,
            };
        }

        if (version > Newest)
        {
            throw new RerunException(
                $"'{connection.Path}' was written by a newer release: its version is {version}, expected at most {Newest}.", RerunErrorCode.UnsupportedVersion)
            {
                FileName = connection.Path,
            };
        }

        return (int)version;
    }

    /// <summary>Brings a file to the newest version, within the caller's transaction.</summary>
    public static void Upgrade(CatalogueConnection connection, int version)
    {
        foreach (var step in Steps[version..])
        {
            connection.Run(step);
        }

        connection.Run($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Newest}");
    }
}
