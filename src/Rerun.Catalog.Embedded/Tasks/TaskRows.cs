using Rerun.Catalog.Embedded.Catalogue;
using Rerun.Catalog.Embedded.Entries;

namespace Rerun.Catalog.Embedded.Tasks;

/// <summary>Tasks as rows of the catalogue. A registration is one; it is over when its row is there.</summary>
internal static class TaskRows
{
    /// <summary>The status of a task that did all it was to do.</summary>
    public const string Success = "success";

    private const string Prefix = "task_";

    /// <summary>The id of a new task.</summary>
    public static string IdOf(Tuid id) => Prefix + id;

    /// <summary>Notes a task that has done all it was to do, in the caller's transaction.</summary>
    public static void InsertSuccess(CatalogueConnection connection, string id) => connection.Execute(
        "INSERT INTO tasks (task, status, message, created_at, updated_at) VALUES ($1, $2, NULL, $3, $3)", id, Success, Clock.Now());

    /// <summary>Looks tasks up.</summary>
    /// <exception cref="RerunNotFoundException">There is no such task.</exception>
    public static List<TaskState> Select(CatalogueConnection connection, IEnumerable<string> ids) =>
    [
        .. ids.Distinct(StringComparer.Ordinal).Select(id =>
            connection.Select("SELECT status, message FROM tasks WHERE task = $1", row => new TaskState(id, row.GetString(0), row.GetTextOrNull(1)), id)
                is [var task] ? task : throw new RerunNotFoundException($"There is no task '{id}'.")),
    ];
}
