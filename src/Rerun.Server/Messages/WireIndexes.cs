using Google.Protobuf;
using Rerun.Catalog;
using Rerun.Catalog.Chunks;
using Rerun.Server.Grpc;
using Wire = Rerun.Catalog.Wire;

namespace Rerun.Server.Messages;

/// <summary>Search indexes in messages.</summary>
internal static class WireIndexes
{
    /// <exception cref="GrpcException">A part that is needed is missing.</exception>
    public static IndexConfig ToConfig(this Wire.IndexConfig? config)
    {
        if (config is null)
        {
            throw Missing("config");
        }

        var properties = config.Properties ?? throw Missing("properties");
        var timeline = config.TimeIndex?.Timeline ?? throw Missing("time_index");
        return new IndexConfig(config.Column.ToColumn(), timeline.Name, PropertiesOf(properties));
    }

    /// <exception cref="GrpcException">A part that is needed is missing.</exception>
    public static IndexedColumn ToColumn(this Wire.IndexColumn? column)
    {
        var entity = column?.EntityPath ?? throw Missing("entity_path");
        var component = column.Component is { HasComponent: true } known ? known : throw Missing("component");
        return new IndexedColumn(
            EntityPath.Parse(entity.Path),
            new ComponentDescriptor(
                component.Component,
                component.HasArchetype ? component.Archetype : null,
                component.HasComponentType ? component.ComponentType : null));
    }

    public static Wire.IndexConfig ToWire(this IndexConfig config) => new()
    {
        Column = config.Column.ToWire(),
        TimeIndex = new Wire.IndexColumnSelector { Timeline = new Wire.Timeline { Name = config.TimeIndex } },
        Properties = ToWire(config.Properties),
    };

    /// <summary>Text as bytes; nothing where there is none.</summary>
    public static ByteString ToWire(string? text) => ByteString.CopyFromUtf8(text ?? "");

    private static Wire.IndexColumn ToWire(this IndexedColumn column)
    {
        var component = new Wire.ComponentDescriptor { Component = column.Component.Component };
        if (column.Component.Archetype is { } archetype)
        {
            component.Archetype = archetype;
        }

        if (column.Component.ComponentType is { } type)
        {
            component.ComponentType = type;
        }

        return new Wire.IndexColumn { EntityPath = new Wire.EntityPath { Path = column.EntityPath.ToString() }, Component = component };
    }

    private static IndexProperties PropertiesOf(Wire.IndexProperties properties)
    {
        switch (properties.PropsCase)
        {
            case Wire.IndexProperties.PropsOneofCase.Inverted:
                var text = properties.Inverted;
                return new FullTextIndexProperties(
                    text.HasStorePosition ? text.StorePosition : throw Missing("store_position"),
                    text.HasBaseTokenizer ? text.BaseTokenizer : throw Missing("base_tokenizer"));
            case Wire.IndexProperties.PropsOneofCase.Vector:
                var vector = properties.Vector;
                return new VectorIndexProperties(
                    vector.HasNumSubVectors ? Count(vector.NumSubVectors) : throw Missing("num_sub_vectors"),
                    MetricOf(vector.DistanceMetrics),
                    vector.HasTargetPartitionNumRows ? Count(vector.TargetPartitionNumRows) : null,
                    vector.HasNumPartitions ? Count(vector.NumPartitions) : null);
            case Wire.IndexProperties.PropsOneofCase.Btree:
                return new BTreeIndexProperties();
            default:
                throw Missing("props");
        }
    }

    private static VectorDistanceMetric MetricOf(Wire.VectorDistanceMetric metric) => metric switch
    {
        Wire.VectorDistanceMetric.L2 or Wire.VectorDistanceMetric.Cosine or Wire.VectorDistanceMetric.Dot or Wire.VectorDistanceMetric.Hamming =>
            (VectorDistanceMetric)(int)metric,
        _ => throw GrpcException.InvalidArgument($"invalid value for 'distance_metrics': {(int)metric}"),
    };

    private static Wire.IndexProperties ToWire(IndexProperties properties)
    {
        switch (properties)
        {
            case FullTextIndexProperties text:
                return new() { Inverted = new Wire.InvertedIndex { StorePosition = text.StorePosition, BaseTokenizer = text.BaseTokenizer } };
            case VectorIndexProperties vector:
                var wire = new Wire.VectorIvfPqIndex
                {
                    NumSubVectors = (uint)vector.NumSubVectors,
                    DistanceMetrics = (Wire.VectorDistanceMetric)(int)vector.DistanceMetric,
                };
                if (vector.TargetPartitionNumRows is { } rows)
                {
                    wire.TargetPartitionNumRows = (uint)rows;
                }

                if (vector.NumPartitions is { } partitions)
                {
                    wire.NumPartitions = (uint)partitions;
                }

                return new() { Vector = wire };
            default:
                return new() { Btree = new Wire.BTreeIndex() };
        }
    }

    /// <summary>A count as the catalog has it; more than it can count is as good as the most.</summary>
    public static int Count(uint value) => (int)Math.Min(value, int.MaxValue);

    private static GrpcException Missing(string field) => GrpcException.InvalidArgument($"missing required field: '{field}'");
}
