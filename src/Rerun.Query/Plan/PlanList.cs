using System.Collections;
using System.Runtime.CompilerServices;

namespace Rerun.Query.Plan;

/// <summary>An immutable list that is equal to another with equal items: what plan nodes hold their parts in.</summary>
[CollectionBuilder(typeof(PlanList), nameof(PlanList.Create))]
internal readonly struct PlanList<T> : IReadOnlyList<T>, IEquatable<PlanList<T>>
{
    private readonly T[]? _items;

    internal PlanList(T[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items?.Length ?? 0;

    public bool IsEmpty => Count == 0;

    /// <inheritdoc/>
    public T this[int index] => (_items ?? [])[index];

    public ReadOnlySpan<T> AsSpan() => _items;

    public ReadOnlySpan<T>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    /// <summary>What a function makes of each item.</summary>
    public TResult[] MapToArray<TResult>(Func<T, TResult> make)
    {
        TResult[] made = Count == 0 ? [] : new TResult[Count];
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = make(_items![i]);
        }

        return made;
    }

    /// <summary>The list with each item changed; the same list if each item stays the same object.</summary>
    public PlanList<T> Map(Func<T, T> change) => Map(change, out _);

    /// <summary>The list with each item changed, and whether any became another object.</summary>
    public PlanList<T> Map(Func<T, T> change, out bool isChanged)
    {
        T[]? changed = null;
        for (int i = 0; i < Count; i++)
        {
            T item = change(_items![i]);
            if (changed is null && !ReferenceEquals(item, _items[i]))
            {
                changed = [.. _items];
            }

            if (changed is not null)
            {
                changed[i] = item;
            }
        }

        isChanged = changed is not null;
        return changed is null ? this : new PlanList<T>(changed);
    }

    /// <inheritdoc/>
    public bool Equals(PlanList<T> other) => AsSpan().SequenceEqual(other.AsSpan(), EqualityComparer<T>.Default);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PlanList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (T item in AsSpan())
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => (_items ?? []).GetEnumerator();
}

/// <summary>Makes plan lists.</summary>
internal static class PlanList
{
    public static PlanList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? default : new PlanList<T>(items.ToArray());

    public static PlanList<T> ToPlanList<T>(this IEnumerable<T> items) => new([.. items]);
}
