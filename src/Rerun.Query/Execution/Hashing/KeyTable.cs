using System.Numerics;
using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Hashing;

/// <summary>
/// Numbers distinct combinations of keys from 0 in the order in which they are first seen. Nulls are equal to each other, NaN to
/// itself and -0.0 to 0.0. Open addressing over 32-bit slots; hashes and keys are kept in columns.
/// </summary>
internal sealed class KeyTable
{
    private const int FirstSlots = 64;

    private readonly KeyColumn[] _columns;
    private int[] _slots = NewSlots(FirstSlots);
    private ulong[] _hashes = new ulong[FirstSlots / 2];

    /// <summary>Creates an empty table.</summary>
    /// <param name="types">The types of the keys; there may be none, then there is one combination at most.</param>
    public KeyTable(IReadOnlyList<IArrowType> types) => _columns = [.. types.Select(KeyColumn.For)];

    /// <summary>The number of combinations.</summary>
    public int Count { get; private set; }

    /// <summary>About the bytes that the table holds.</summary>
    public long ByteSize => (_slots.Length * 4L) + (_hashes.Length * 8L) + _columns.Sum(c => c.ByteSize);

    /// <summary>The number of each row's combination, which is added if it is new.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="places">Takes the numbers.</param>
    public void FindOrAdd(ReadOnlySpan<ColumnVector> keys, Span<int> places)
    {
        if (AllConstant(keys) && places.Length > 0)
        {
            Probe(keys, places[..1], add: true);
            places.Fill(places[0]);
            return;
        }

        Probe(keys, places, add: true);
    }

    /// <summary>The number of each row's combination, or -1 where it is not in the table.</summary>
    public void Find(ReadOnlySpan<ColumnVector> keys, Span<int> places)
    {
        if (AllConstant(keys) && places.Length > 0)
        {
            Probe(keys, places[..1], add: false);
            places.Fill(places[0]);
            return;
        }

        Probe(keys, places, add: false);
    }

    /// <summary>A column of the combinations' keys.</summary>
    public IArrowArray Keys(int column, int start, int count) => _columns[column].ToArray(start, count);

    private static bool AllConstant(ReadOnlySpan<ColumnVector> keys)
    {
        foreach (var key in keys)
        {
            if (!key.IsConstant)
            {
                return false;
            }
        }

        return true;
    }

    private static int[] NewSlots(int count)
    {
        var slots = new int[count];
        slots.AsSpan().Fill(-1);
        return slots;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Probe(ReadOnlySpan<ColumnVector> keys, Span<int> places, bool add)
    {
        var rows = places.Length;
        var hashes = new ulong[rows];
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Hash(keys[i], hashes);
        }

        var open = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            open[i] = i;
        }

        var slotOf = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            slotOf[i] = SlotOf(hashes[i]);
        }

        // Rows whose hash meets an equal one are compared column by column; those that differ probe on from the next slot.
        var differs = new bool[rows];
        var added = new List<int>();
        var openCount = rows;
        while (openCount > 0)
        {
            if (add)
            {
                Grow(openCount, hashes, slotOf, open.AsSpan(0, openCount));
            }

            added.Clear();
            var candidates = 0;
            for (var i = 0; i < openCount; i++)
            {
                var row = open[i];
                var hash = hashes[row];
                var slot = slotOf[row];
                var place = _slots[slot];
                while (place >= 0 && _hashes[place] != hash)
                {
                    slot = (slot + 1) & (_slots.Length - 1);
                    place = _slots[slot];
                }

                slotOf[row] = slot;
                if (place >= 0)
                {
                    places[row] = place;
                    open[candidates++] = row;
                }
                else if (add)
                {
                    places[row] = Count;
                    _slots[slot] = Count;
                    _hashes[Count] = hash;
                    Count++;
                    added.Add(row);
                }
                else
                {
                    places[row] = -1;
                }
            }

            var fresh = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(added);
            var next = open.AsSpan(0, candidates);
            for (var i = 0; i < _columns.Length; i++)
            {
                if (fresh.Length > 0)
                {
                    _columns[i].Append(keys[i], fresh);
                }

                _columns[i].Compare(keys[i], next, places, differs);
            }

            openCount = 0;
            foreach (var row in next)
            {
                if (differs[row])
                {
                    differs[row] = false;
                    slotOf[row] = (slotOf[row] + 1) & (_slots.Length - 1);
                    open[openCount++] = row;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotOf(ulong hash) => (int)(hash >> 32) & (_slots.Length - 1);

    private void Grow(int more, ulong[] hashes, int[] slotOf, ReadOnlySpan<int> open)
    {
        // At most half of the slots are used. Growth is by what one batch may add at most, so that a batch never meets a full table.
        var wanted = BitOperations.RoundUpToPowerOf2((uint)((Count + more) * 2L));
        if (wanted <= _slots.Length || (Count + more) * 2L <= _slots.Length)
        {
            return;
        }

        var size = checked((int)wanted);
        _slots = NewSlots(size);
        Array.Resize(ref _hashes, size / 2);
        for (var place = 0; place < Count; place++)
        {
            var slot = SlotOf(_hashes[place]);
            while (_slots[slot] >= 0)
            {
                slot = (slot + 1) & (size - 1);
            }

            _slots[slot] = place;
        }

        foreach (var row in open)
        {
            slotOf[row] = SlotOf(hashes[row]);
        }
    }
}
