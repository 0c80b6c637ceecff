using Rerun.Arrow;
using Rerun.Arrow.Types;

namespace Rerun.Data.Linq.Tests.Rows;

/// <summary>A dataset whose columns are of every kind that rows are made of, with nulls, empty lists, extremes and times before 1970.</summary>
public sealed class RowModelFixture : IDisposable
{
    private static readonly Field ItemField = new("item", FloatType.Default, true);
    private readonly string _folder = Directory.CreateTempSubdirectory("row-model").FullName;

    public RowModelFixture()
    {
        string dataset = Directory.CreateDirectory(Path.Combine(_folder, "odd")).FullName;
        var vector = new FixedSizeListType(ItemField, 3);
        var pose = new StructType([new("x", DoubleType.Default, true), new("y", DoubleType.Default, true), new("frame_id", StringType.Default, true)]);
        new MadeRecording("a", -1, 1_700_000_000_123_456_789, 1_700_000_001_000_000_000, 1_700_000_002_000_000_001)
            .Add("/n/int", "v", Int32Type.Default, 1, -2, int.MaxValue, null)
            .Add("/n/long", "v", Int64Type.Default, long.MinValue, 0L, long.MaxValue, null)
            .Add("/n/byte", "v", UInt8Type.Default, (byte)0, (byte)200, byte.MaxValue, null)
            .Add("/n/half", "v", HalfFloatType.Default, (Half)1.5, (Half)(-0.25), Half.MaxValue, null)
            .Add("/n/float", "v", FloatType.Default, 1.5f, -0f, float.Epsilon, null)
            .Add("/n/double", "v", DoubleType.Default, 1.5, double.NaN, double.NegativeInfinity, null)
            .Add("/flag", "v", BooleanType.Default, true, false, Array.Empty<object?>(), null)
            .Add("/flags", "v", BooleanType.Default, Objects(true, false), Objects(false), Objects(), null)
            .Add("/name", "v", StringType.Default, "running", "Paused", "", null)
            .Add("/state", "v", Int32Type.Default, 0, 1, 2, null)
            .Add("/blob", "v", BinaryType.Default, new byte[] { 1, 2 }, Array.Empty<byte>(), new byte[] { 255 }, null)
            .Add("/id", "v", new FixedSizeBinaryType(16), new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).ToByteArray(true), Guid.Empty.ToByteArray(true), new byte[16], null)
            .Add("/time", "v", new TimestampType(TimeUnit.Nanosecond), -1L, 1_700_000_000_123_456_789, long.MaxValue, null)
            .Add("/span", "v", DurationType.Nanosecond, -1L, 1_500_000_000L, long.MaxValue, null)
            .Add("/day", "v", Date32Type.Default, -1, 19_000, 0, null)
            .Add("/clock", "v", new Time64Type(TimeUnit.Nanosecond), 0L, 3_600_000_000_100, 86_399_999_999_999, null)
            .Add("/position", "v", vector, Objects([Objects(1f, 2f, 3f)]), Objects([Objects(-1f, 0f, 0.5f)]), Objects([Objects(0f, 0f, 0f)]), null)
            .Add("/wide", "v", new FixedSizeListType(new Field("item", DoubleType.Default, true), 4), Objects([Objects(0.0, 0.0, 0.0, 1.0)]), Objects([Objects(0.5, 0.5, 0.5, 0.5)]), Objects([Objects(1.0, 0.0, 0.0, 0.0)]), null)
            .Add("/points", "v", vector, Objects(Objects(1f, 2f, 3f), Objects(4f, 5f, 6f)), Objects(), Objects([Objects(7f, 8f, 9f)]), null)
            .Add("/pose", "v", pose, Objects([Objects(1.0, 2.0, "map")]), Objects([Objects(-1.0, null, null)]), Objects(), null)
            .Add("/poses", "v", pose, Objects(Objects(1.0, 2.0, "map"), Objects(3.0, 4.0, "odom")), Objects(), Objects([Objects(0.0, 0.0, "")]), null)
            .Add("/nested", "v", new ListType(DoubleType.Default), Objects(Objects(1.0, 2.0), Objects(3.0)), Objects([Objects()]), Objects(), null)
            .Add("/many", "v", DoubleType.Default, Objects(1.0, 2.0, 3.0), Objects(), Objects(5.0), null)
            .Add("/anchor", "v", Int32Type.Default, 1, 2, 3, 4)
            .Save(dataset);
        Source = RerunDataSource.Create($"Data Source={_folder}");
    }

    /// <summary>The data source; its dataset is <c>odd</c>, the index <c>log_time</c>.</summary>
    public RerunDataSource Source { get; }

    public RerunQueryable<T> Rows<T>() => Source.Dataset("odd").Index<T>("log_time");

    public void Dispose()
    {
        Source.Dispose();
        Directory.Delete(_folder, true);
    }

    private static object?[] Objects(params object?[] items) => items;
}
