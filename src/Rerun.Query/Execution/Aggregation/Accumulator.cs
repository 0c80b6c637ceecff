using Rerun.Arrow;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Aggregation;

/// <summary>
/// The state of one aggregate for all groups of an operator. Groups are numbered from 0; states are kept in arrays, not in objects per group.
/// </summary>
internal abstract class Accumulator
{
    /// <summary>The bytes that the state holds.</summary>
    public abstract long ByteSize { get; }

    /// <summary>Makes room so that groups below a number exist; new ones have seen no row.</summary>
    public abstract void EnsureGroups(int count);

    /// <summary>Adds rows that all belong to one group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="arguments">The arguments; none for <c>count(*)</c>.</param>
    /// <param name="length">The number of rows.</param>
    public abstract void AddRun(int group, ReadOnlySpan<ColumnVector> arguments, int length);

    /// <summary>Adds rows of several groups.</summary>
    /// <param name="groups">The group of each row.</param>
    /// <param name="arguments">The arguments, with as many rows.</param>
    public abstract void Add(ReadOnlySpan<int> groups, ReadOnlySpan<ColumnVector> arguments);

    /// <summary>Whether <see cref="MergeSome"/> is there: states are small, and joining them costs little.</summary>
    public virtual bool CanMergeSome => false;

    /// <summary>Adds the states of some groups of another accumulator of the same binding, one after the other.</summary>
    /// <param name="other">The other state.</param>
    /// <param name="from">Groups of the other; a group may come several times.</param>
    /// <param name="to">For each of them the group that it is added to, after what is there.</param>
    public virtual void MergeSome(Accumulator other, ReadOnlySpan<int> from, ReadOnlySpan<int> to) => throw new NotSupportedException();

    /// <summary>Adds the state of another accumulator of the same binding, whose rows come after those of this one.</summary>
    /// <param name="other">The other state.</param>
    /// <param name="groups">For each group of the other its number here.</param>
    public abstract void Merge(Accumulator other, ReadOnlySpan<int> groups);

    /// <summary>The results of the groups.</summary>
    /// <param name="start">The first group.</param>
    /// <param name="count">How many groups.</param>
    public abstract IArrowArray Finish(int start, int count);
}
