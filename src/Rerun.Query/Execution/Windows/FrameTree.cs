using System.Runtime.InteropServices;
using Rerun.Query.Execution.Aggregation;
using Rerun.Query.Execution.Vectors;

namespace Rerun.Query.Execution.Windows;

/// <summary>
/// The states of an aggregate over aligned blocks of rows, over blocks of blocks, and so on. A wide frame is then a few rows and blocks, whatever
/// its width: what it costs grows with the logarithm of the rows. Blocks of a frame are joined in the order of their rows.
/// </summary>
internal sealed class FrameTree
{
    /// <summary>Frames up to this width are added row by row.</summary>
    public const int NarrowRows = 64;

    private const int BlockRows = 8;
    private const int FanOut = 4;

    private readonly Accumulator[] _levels;
    private readonly ColumnVector[] _arguments;
    private readonly byte[]? _kept;
    private readonly Func<Accumulator> _create;

    /// <summary>Aggregates the blocks of all rows.</summary>
    /// <param name="create">Creates the aggregate's state without groups.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="kept">Which rows count, as bits; null for all.</param>
    /// <param name="length">The number of rows.</param>
    public FrameTree(Func<Accumulator> create, ColumnVector[] arguments, byte[]? kept, int length)
    {
        _create = create;
        _arguments = arguments;
        _kept = kept;
        var levels = new List<Accumulator>();
        var count = length / BlockRows;
        for (Accumulator? below = null; count > 0; count /= FanOut)
        {
            var level = create();
            level.EnsureGroups(count);
            if (below is null)
            {
                AddBlocks(level, count);
            }
            else
            {
                // Blocks that fill no block of the next level are of no use there.
                level.MergeSome(below, Numbers(0, count * FanOut, 1), Numbers(0, count * FanOut, FanOut));
            }

            levels.Add(level);
            below = level;
        }

        _levels = [.. levels];
    }

    /// <summary>About the bytes held.</summary>
    public long ByteSize => _levels.Sum(level => level.ByteSize);

    /// <summary>The aggregate of frames.</summary>
    /// <param name="frames">For each frame its parts in order, each a range of rows; all frames have as many parts, which may be empty.</param>
    public Accumulator Aggregate(ReadOnlySpan<(int Start, int End)[]> frames)
    {
        var result = _create();
        result.EnsureGroups(frames.Length);
        for (var part = 0; frames.Length > 0 && part < frames[0].Length; part++)
        {
            var pieces = new Pieces(_levels.Length);
            for (var frame = 0; frame < frames.Length; frame++)
            {
                var (start, end) = frames[frame][part];
                Cut(start, end, frame, pieces);
            }

            AddRows(result, pieces.Heads);
            for (var level = 0; level < _levels.Length; level++)
            {
                result.MergeSome(_levels[level], pieces.Rising[level].Items, pieces.Rising[level].Frames);
            }

            for (var level = _levels.Length - 1; level >= 0; level--)
            {
                result.MergeSome(_levels[level], pieces.Falling[level].Items, pieces.Falling[level].Frames);
            }

            AddRows(result, pieces.Tails);
        }

        return result;
    }

    private static int[] Numbers(int start, int count, int repeat)
    {
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = start + (i / repeat);
        }

        return numbers;
    }

    private void AddBlocks(Accumulator level, int count)
    {
        const int AtOnce = 1 << 14;
        for (var start = 0; start < count * BlockRows; start += AtOnce)
        {
            var rows = new Pairs();
            for (var row = start; row < Math.Min(start + AtOnce, count * BlockRows); row++)
            {
                rows.Add(row, row / BlockRows);
            }

            AddRows(level, rows);
        }
    }

    private void Cut(int start, int end, int frame, Pieces pieces)
    {
        var (first, last) = ((start + BlockRows - 1) / BlockRows, end / BlockRows);
        if (end - start <= NarrowRows || first >= last)
        {
            pieces.Heads.AddRange(start, end, frame);
            return;
        }

        pieces.Heads.AddRange(start, first * BlockRows, frame);
        pieces.Tails.AddRange(last * BlockRows, end, frame);
        for (var level = 0; ; level++)
        {
            var (above, aboveEnd) = ((first + FanOut - 1) / FanOut, last / FanOut);
            if (above >= aboveEnd || level == _levels.Length - 1)
            {
                pieces.Rising[level].AddRange(first, last, frame);
                return;
            }

            pieces.Rising[level].AddRange(first, above * FanOut, frame);
            pieces.Falling[level].AddRange(aboveEnd * FanOut, last, frame);
            (first, last) = (above, aboveEnd);
        }
    }

    private void AddRows(Accumulator target, Pairs pairs)
    {
        if (_kept is not null)
        {
            pairs = pairs.Where(_kept);
        }

        if (pairs.Count > 0)
        {
            var rows = pairs.Items.ToArray();
            target.Add(pairs.Frames, Array.ConvertAll(_arguments, a => a.Take(rows)));
        }
    }

    /// <summary>Rows or blocks, each with the frame that it belongs to.</summary>
    private sealed class Pairs
    {
        private readonly List<int> _items = [];
        private readonly List<int> _frames = [];

        public int Count => _items.Count;

        public ReadOnlySpan<int> Items => CollectionsMarshal.AsSpan(_items);

        public ReadOnlySpan<int> Frames => CollectionsMarshal.AsSpan(_frames);

        public void Add(int item, int frame)
        {
            _items.Add(item);
            _frames.Add(frame);
        }

        public void AddRange(int start, int end, int frame)
        {
            for (var item = start; item < end; item++)
            {
                Add(item, frame);
            }
        }

        public Pairs Where(byte[] kept)
        {
            var result = new Pairs();
            for (var i = 0; i < Count; i++)
            {
                if (Arrow.BitUtility.GetBit(kept, _items[i]))
                {
                    result.Add(_items[i], _frames[i]);
                }
            }

            return result;
        }
    }

    /// <summary>What frames are made of, in the order in which it is joined: rows, ever larger blocks, ever smaller blocks, rows.</summary>
    private sealed class Pieces(int levels)
    {
        public Pairs Heads { get; } = new();

        public Pairs[] Rising { get; } = [.. Enumerable.Range(0, levels).Select(_ => new Pairs())];

        public Pairs[] Falling { get; } = [.. Enumerable.Range(0, levels).Select(_ => new Pairs())];

        public Pairs Tails { get; } = new();
    }
}
