using System.Numerics;
using System.Runtime.CompilerServices;
using Rerun.Arrow;
using Rerun.Arrow.Types;
using Rerun.Catalog;
using Rerun.Query.Execution.Casts;
using Rerun.Query.Execution.Time;
using Rerun.Query.Execution.Vectors;
using Rerun.Query.Functions.Resolution;

namespace Rerun.Query.Execution.Kernels;

/// <summary>Orders single values of a type: for sorting, nested values, and whatever has no kernel of its own.</summary>
internal abstract class ValueComparer
{
    /// <summary>The comparer of a type.</summary>
    /// <exception cref="RerunException">Values of the type have no order.</exception>
    public static ValueComparer For(IArrowType type)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return type.TypeId switch
        {
            ArrowTypeId.Null => new Nothing(),
            ArrowTypeId.Boolean => new Booleans(),
            ArrowTypeId.Int8 => new Numbers<sbyte>(),
            ArrowTypeId.Int16 => new Numbers<short>(),
            ArrowTypeId.Int32 or ArrowTypeId.Date32 or ArrowTypeId.Time32 => new Numbers<int>(),
            ArrowTypeId.Int64 or ArrowTypeId.Timestamp or ArrowTypeId.Duration or ArrowTypeId.Time64 or ArrowTypeId.Date64 => new Numbers<long>(),
            ArrowTypeId.UInt8 => new Numbers<byte>(),
            ArrowTypeId.UInt16 => new Numbers<ushort>(),
            ArrowTypeId.UInt32 => new Numbers<uint>(),
            ArrowTypeId.UInt64 => new Numbers<ulong>(),
            ArrowTypeId.HalfFloat => new Numbers<Half>(),
            ArrowTypeId.Float => new Numbers<float>(),
            ArrowTypeId.Double => new Numbers<double>(),
            ArrowTypeId.Decimal128 => new Numbers<Int128>(),
            ArrowTypeId.String or ArrowTypeId.LargeString or ArrowTypeId.StringView => new Bytes(),
            ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.BinaryView or ArrowTypeId.FixedSizedBinary => new Bytes(),
            ArrowTypeId.Interval when ((IntervalType)type).Unit == IntervalUnit.MonthDayNanosecond => new Intervals(),
            ArrowTypeId.Struct => new Structs([.. ((StructType)type).Fields.Select(f => For(f.DataType))]),
            _ when SqlTypes.IsDecimal(type) => new Decimals(),
            _ when SqlTypes.IsList(type) || type.TypeId == ArrowTypeId.Map => new Lists(For(SqlTypes.ElementOf(type))),
            _ => throw new RerunException($"Values of type {SqlTypes.NameOf(type)} cannot be compared.", RerunErrorCode.TypeMismatch),
        };
    }

    /// <summary>Compares two values that are not null.</summary>
    public abstract int Compare(IArrowArray left, int leftRow, IArrowArray right, int rightRow);

    // Inside nested values a null is greater than everything and equal to itself.
    private int CompareNullable(IArrowArray left, int leftRow, IArrowArray right, int rightRow)
    {
        var leftNull = left.IsNull(leftRow);
        var rightNull = right.IsNull(rightRow);
        return leftNull || rightNull ? leftNull.CompareTo(rightNull) : Compare(left, leftRow, right, rightRow);
    }

    /// <summary>An interval as one number, a month taken as 30 days: how intervals compare.</summary>
    public static Int128 LengthOf(MonthDayNanosecondInterval interval) =>
        ((((Int128)interval.Months * 30) + interval.Days) * Calendar.Day) + interval.Nanoseconds;

    private sealed class Nothing : ValueComparer
    {
        public override int Compare(IArrowArray left, int leftRow, IArrowArray right, int rightRow) => 0;
    }

    private sealed class Booleans : ValueComparer
    {
        public override int Compare(IArrowArray left, int leftRow, IArrowArray right, int rightRow) =>
            ((BooleanArray)left).GetValue(leftRow).GetValueOrDefault().CompareTo(((BooleanArray)right).GetValue(rightRow).GetValueOrDefault());
    }

    private sealed class Numbers<T> : ValueComparer
        where T : unmanaged, INumber<T>
    {
        public override int Compare(IArrowArray left, int leftRow, IArrowArray right, int rightRow) =>
            TotalOrder.Compare(NewArrays.ValuesOf<T>(left)[leftRow], NewArrays.ValuesOf<T>(right)[rightRow]);
    }

    private sealed class Bytes : ValueComparer
    {
        public override int Compare(IArrowArray left, int leftRow, IArrowArray right, int rightRow) =>
            ByteCasts.BytesOf(left, leftRow).SequenceCompareTo(ByteCasts.BytesOf(right, rightRow));
    }

    private sealed class Intervals : ValueComparer
    {
        public override int Compare(IArrowArray left, int leftRow, IArrowArray right, int rightRow) =>
            LengthOf(((MonthDayNanosecondIntervalArray)left).Values[leftRow]).CompareTo(LengthOf(((MonthDayNanosecondIntervalArray)right).Values[rightRow]));
    }

    private sealed class Decimals : ValueComparer
    {
        public override int Compare(IArrowArray left, int leftRow, IArrowArray right, int rightRow) =>
            Unscaled(left, leftRow).CompareTo(Unscaled(right, rightRow));

        private static BigInteger Unscaled(IArrowArray array, int row) => new(((FixedSizeBinaryArray)array).GetBytes(row));
    }

    private sealed class Structs(ValueComparer[] fields) : ValueComparer
    {
        public override int Compare(IArrowArray left, int leftRow, IArrowArray right, int rightRow)
        {
            var leftFields = ((StructArray)left).Fields;
            var rightFields = ((StructArray)right).Fields;
            for (var i = 0; i < fields.Length; i++)
            {
                if (fields[i].CompareNullable(leftFields[i], leftRow, rightFields[i], rightRow) is var order and not 0)
                {
                    return order;
                }
            }

            return 0;
        }
    }

    private sealed class Lists(ValueComparer elements) : ValueComparer
    {
        public override int Compare(IArrowArray left, int leftRow, IArrowArray right, int rightRow)
        {
            var leftElements = NestedCasts.ElementsOf(left, leftRow)!;
            var rightElements = NestedCasts.ElementsOf(right, rightRow)!;
            var shared = Math.Min(leftElements.Length, rightElements.Length);
            for (var i = 0; i < shared; i++)
            {
                if (elements.CompareNullable(leftElements, i, rightElements, i) is var order and not 0)
                {
                    return order;
                }
            }

            return leftElements.Length.CompareTo(rightElements.Length);
        }
    }
}
