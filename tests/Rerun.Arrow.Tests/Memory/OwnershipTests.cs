using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rerun.Arrow.Tests.Memory;

public class OwnershipTests
{
    [Fact]
    public unsafe void A_slice_keeps_foreign_memory_alive_and_the_last_one_frees_it()
    {
        var freed = new StrongBox<int>();
        var holder = new StrongBox<Int64Array?>();
        SliceOfForeign(freed, holder);
        Collect();

        Assert.Equal(0, freed.Value);
        AssertReadsAndForget(holder);
        for (var i = 0; i < 20 && freed.Value == 0; i++)
        {
            Collect();
        }

        Assert.Equal(1, freed.Value);
    }

    [Fact]
    public void Disposing_arrays_and_batches_leaves_what_was_handed_out_valid()
    {
        var batch = new RecordBatch.Builder().Append("x", false, new Int64Array.Builder().AppendRange([1L, 2L, 3L]).Build()).Build();
        var column = (Int64Array)batch.Column(0);
        var slice = batch.Slice(1, 2);
        batch.Dispose();
        column.Dispose();
        batch.Dispose();

        Assert.Equal([1L, 2L, 3L], column);
        Assert.Equal([2L, 3L], (Int64Array)slice.Column("x"));
    }

    [Fact]
    public void Values_are_read_from_any_address()
    {
        var bytes = new byte[25];
        MemoryMarshal.Write(bytes.AsSpan(1), 11L);
        MemoryMarshal.Write(bytes.AsSpan(9), 22L);
        MemoryMarshal.Write(bytes.AsSpan(17), 33L);
        var array = new Int64Array(new ArrowBuffer(bytes.AsMemory(1)), ArrowBuffer.Empty, 2, 0, 1);

        Assert.Equal([22L, 33L], array.Values.ToArray());
    }

    [Fact]
    public void Buffers_that_are_too_short_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Int32Array(new ArrowBuffer(new byte[7]), ArrowBuffer.Empty, 2, 0, 0));
        Assert.Throws<ArgumentException>(() => new BooleanArray(new ArrowBuffer(new byte[1]), ArrowBuffer.Empty, 9, 0, 0));
        Assert.Throws<ArgumentException>(() => new StringArray(2, new ArrowBuffer(new byte[8]), ArrowBuffer.Empty, ArrowBuffer.Empty));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void SliceOfForeign(StrongBox<int> freed, StrongBox<Int64Array?> holder)
    {
        var memory = NativeMemory.Alloc(16);
        ((long*)memory)[0] = 5;
        ((long*)memory)[1] = 7;
        var buffer = new ArrowBuffer(new ForeignMemory((nint)memory, 16, new Owner((nint)memory, freed)).Memory);
        holder.Value = (Int64Array)new Int64Array(buffer, ArrowBuffer.Empty, 2, 0, 0).Slice(1, 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AssertReadsAndForget(StrongBox<Int64Array?> holder)
    {
        Assert.Equal(7, holder.Value!.GetValue(0));
        holder.Value = null;
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private sealed unsafe class Owner(nint memory, StrongBox<int> freed)
    {
        ~Owner()
        {
            NativeMemory.Free((void*)memory);
            freed.Value++;
        }
    }
}
