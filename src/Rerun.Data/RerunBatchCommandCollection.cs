using System.Data.Common;

namespace Rerun.Data;

/// <summary>The commands of a batch, in order.</summary>
public sealed class RerunBatchCommandCollection : DbBatchCommandCollection
{
    private readonly List<RerunBatchCommand> _items = [];

    internal RerunBatchCommandCollection()
    {
    }

    /// <inheritdoc/>
    public override int Count => _items.Count;

    /// <inheritdoc/>
    public override bool IsReadOnly => false;

    /// <summary>The command at a position.</summary>
    /// <param name="index">The 0-based position.</param>
    public new RerunBatchCommand this[int index]
    {
        get => _items[index];
        set => _items[index] = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Adds a command with a text.</summary>
    /// <param name="commandText">The SQL text.</param>
    /// <returns>The new command.</returns>
    public RerunBatchCommand Add(string commandText)
    {
        var command = new RerunBatchCommand(commandText);
        _items.Add(command);
        return command;
    }

    /// <inheritdoc/>
    public override void Add(DbBatchCommand item) => _items.Add(Typed(item));

    /// <inheritdoc/>
    public override void Clear() => _items.Clear();

    /// <inheritdoc/>
    public override bool Contains(DbBatchCommand item) => IndexOf(item) >= 0;

    /// <inheritdoc/>
    public override void CopyTo(DbBatchCommand[] array, int arrayIndex)
    {
        ArgumentNullException.ThrowIfNull(array);
        foreach (var item in _items)
        {
            array[arrayIndex++] = item;
        }
    }

    /// <inheritdoc/>
    public override IEnumerator<DbBatchCommand> GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    public override int IndexOf(DbBatchCommand item) => item is RerunBatchCommand command ? _items.IndexOf(command) : -1;

    /// <inheritdoc/>
    public override void Insert(int index, DbBatchCommand item) => _items.Insert(index, Typed(item));

    /// <inheritdoc/>
    public override bool Remove(DbBatchCommand item) => item is RerunBatchCommand command && _items.Remove(command);

    /// <inheritdoc/>
    public override void RemoveAt(int index) => _items.RemoveAt(index);

    /// <inheritdoc/>
    protected override DbBatchCommand GetBatchCommand(int index) => _items[index];

    /// <inheritdoc/>
    protected override void SetBatchCommand(int index, DbBatchCommand batchCommand) => _items[index] = Typed(batchCommand);

    private static RerunBatchCommand Typed(DbBatchCommand item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item as RerunBatchCommand ?? throw new InvalidCastException($"The batch takes {nameof(RerunBatchCommand)}, not {item.GetType()}.");
    }
}
