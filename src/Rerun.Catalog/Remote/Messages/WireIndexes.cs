using Rerun.Catalog.Chunks;
using Rerun.Catalog.Remote.Grpc;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Catalog.Remote.Messages;

/// <summary>Search indexes in messages.</summary>
internal static class WireIndexes
{
    public static Wire.IndexColumn Write(IndexedColumn column)
    {
        var descriptor = new Wire.ComponentDescriptor { Component = column.Component.Component };
        if (column.Component.Archetype is { } archetype)
        {
            descriptor.Archetype = archetype;
        }

        if (column.Component.ComponentType is { } type)
        {
            descriptor.ComponentType = type;
        }

        return new Wire.IndexColumn { EntityPath = new Wire.EntityPath { Path = column.EntityPath.ToString() }, Component = descriptor };
    }

    public static Wire.IndexConfig Write(IndexConfig config) => new()
    {
        Column = Write(config.Column),
        TimeIndex = new Wire.IndexColumnSelector { Timeline = new Wire.Timeline { Name = config.TimeIndex } },
        Properties = config.Properties switch
        {
            FullTextIndexProperties text => new Wire.IndexProperties
            {
                Inverted = new Wire.InvertedIndex { StorePosition = text.StorePosition, BaseTokenizer = text.BaseTokenizer },
            },
            VectorIndexProperties vector => new Wire.IndexProperties { Vector = Write(vector) },
            _ => new Wire.IndexProperties { Btree = new Wire.BTreeIndex() },
        },
    };

    public static Wire.IndexQueryProperties Write(IndexSearch search) => search.Kind switch
    {
        IndexSearchKind.FullText => new() { Inverted = new Wire.InvertedIndexQuery() },
        IndexSearchKind.Vector => new() { Vector = new Wire.VectorIndexQuery { TopK = checked((uint)(search.TopK ?? int.MaxValue)) } },
        _ => new() { Btree = new Wire.BTreeIndexQuery() },
    };

    /// <exception cref="AnswerFormatException">The index lacks what it is about.</exception>
    public static IndexConfig Read(Wire.IndexConfig? config)
    {
        if (config?.Column is not { EntityPath: { } entity, Component: { HasComponent: true } component })
        {
            throw new AnswerFormatException("an index lacks its column");
        }

        var column = new IndexedColumn(
            EntityPath.Parse(entity.Path),
            new ComponentDescriptor(
                component.Component, component.HasArchetype ? component.Archetype : null, component.HasComponentType ? component.ComponentType : null));
        return new IndexConfig(column, config.TimeIndex?.Timeline?.Name ?? "", Read(config.Properties));
    }

    private static IndexProperties Read(Wire.IndexProperties? properties) => properties?.PropsCase switch
    {
        Wire.IndexProperties.PropsOneofCase.Inverted => new FullTextIndexProperties(properties.Inverted.StorePosition, properties.Inverted.BaseTokenizer),
        Wire.IndexProperties.PropsOneofCase.Vector => new VectorIndexProperties(
            (int)properties.Vector.NumSubVectors,
            (VectorDistanceMetric)(int)properties.Vector.DistanceMetrics,
            properties.Vector.HasTargetPartitionNumRows ? (int)properties.Vector.TargetPartitionNumRows : null,
            properties.Vector.HasNumPartitions ? (int)properties.Vector.NumPartitions : null),
        Wire.IndexProperties.PropsOneofCase.Btree => new BTreeIndexProperties(),
        _ => throw new AnswerFormatException("an index lacks its properties"),
    };

    private static Wire.VectorIvfPqIndex Write(VectorIndexProperties vector)
    {
        var index = new Wire.VectorIvfPqIndex
        {
            NumSubVectors = checked((uint)vector.NumSubVectors),
            DistanceMetrics = (Wire.VectorDistanceMetric)(int)vector.DistanceMetric,
        };
        if (vector.TargetPartitionNumRows is { } rows)
        {
            index.TargetPartitionNumRows = checked((uint)rows);
        }

        if (vector.NumPartitions is { } partitions)
        {
            index.NumPartitions = checked((uint)partitions);
        }

        return index;
    }
}
