namespace Rerun.Catalog;

/// <summary>A handle on the work of a registration. Mirrors <c>rerun.catalog.Task</c>; the name keeps it apart from .NET's tasks.</summary>
public sealed class RegistrationTask
{
    private readonly ICatalog _catalog;

    internal RegistrationTask(ICatalog catalog, string id)
    {
        _catalog = catalog;
        Id = id;
    }

    /// <summary>The task's id. Mirrors <c>Task.id</c>.</summary>
    public string Id { get; }

    /// <summary>Waits until the work has ended. Mirrors <c>Task.wait</c>.</summary>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait; the work goes on.</param>
    /// <exception cref="TimeoutException">The work has not ended in time; it goes on.</exception>
    /// <exception cref="RerunException">The work failed; the message tells why.</exception>
    public ValueTask WaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        TaskWaiting.WaitAsync(_catalog, [Id], timeout, cancellationToken);

    /// <inheritdoc cref="WaitAsync"/>
    public void Wait(TimeSpan timeout) => Blocking.Wait(() => WaitAsync(timeout));

    /// <summary>The task's id.</summary>
    public override string ToString() => Id;
}
