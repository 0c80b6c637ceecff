namespace Rerun.Data.Specification.Cases;

/// <summary>
/// The names of all cases: those of the public suite, by which results of providers are compared, and those of columnar providers. The cells of the conversion
/// matrix (section 8) are in <see cref="ConversionMatrix"/>.
/// </summary>
internal static class CaseNames
{
    private static readonly string[] Sections =
    [
        // 3. Connection
        """
        ConnectionString_is_empty_string_by_default ConnectionString_is_coerced_to_empty_string ConnectionString_can_be_set_to_empty_string
        ConnectionString_gets_and_sets_value ConnectionString_setter_throws_when_open Set_ConnectionString_throws_when_invalid
        Open_throws_when_no_connection_string Open_cannot_be_called_twice State_closed_by_default Database_returns_value DataSource_returns_value
        ServerVersion_returns_value ServerVersion_throws_when_closed Close_works Close_can_be_called_before_open Close_can_be_called_more_than_once
        Dispose_closes_connection Dispose_can_be_called_more_than_once Dispose_raises_Disposed CreateCommand_returns_command
        GetSchema_parameterless_returns_proper_MetaDataCollections_or_throws GetSchema_returns_proper_MetaDataCollections_or_throws
        DbProviderFactory_CreateConnection_is_not_null DbProviderFactory_CreateCommand_is_not_null
        DbProviderFactory_CreateCommandBuilder_is_not_null DbProviderFactory_CreateConnectionStringBuilder_is_not_null
        DbProviderFactory_CreateDataAdapter_is_not_null DbProviderFactory_CreateParameter_is_not_null
        DbProviderFactory_CreateDataSourceEnumerator_is_null DbProviderFactory_CanCreateDataSourceEnumerator_is_false
        DbProviderFactory_CanCreateCommandBuilder_is_true DbProviderFactory_CanCreateDataAdapter_is_true ConnectionString_is_empty_by_default
        ConnectionString_set_to_null_is_empty_string
        """,
        // 4. Command
        """
        Cancel_new_Command_is_no_op Cancel_executed_Command_is_no_op Cancel_Command_twice_is_no_op Cancel_disposed_Command_is_no_op
        CommandText_is_empty_string_by_default CommandText_is_coerced_to_empty_string CommandText_can_be_set_to_empty_string
        CommandText_does_not_throw_when_disposed CommandType_text_by_default CommandType_does_not_throw_when_disposed Parameters_is_not_null
        Parameters_returns_same_object Parameters_does_not_throw_when_disposed CreateParameter_is_not_null Connection_can_be_unset
        Connection_throws_when_set_when_open_reader Prepare_throws_when_no_connection Prepare_throws_when_connection_closed
        Prepare_throws_when_no_command_text ExecuteReader_throws_when_no_connection ExecuteReader_throws_when_connection_closed
        ExecuteReader_throws_when_no_command_text ExecuteScalar_throws_when_no_connection ExecuteScalar_throws_when_connection_closed
        ExecuteScalar_throws_when_no_command_text ExecuteNonQuery_throws_when_no_connection ExecuteNonQuery_throws_when_connection_closed
        ExecuteNonQuery_throws_when_no_command_text ExecuteReaderAsync_throws_when_no_connection ExecuteReaderAsync_throws_when_connection_closed
        ExecuteReaderAsync_throws_when_no_command_text ExecuteScalarAsync_throws_when_no_connection ExecuteScalarAsync_throws_when_connection_closed
        ExecuteScalarAsync_throws_when_no_command_text ExecuteReader_throws_on_error ExecuteReaderAsync_throws_on_error
        ExecuteScalarAsync_throws_on_error ExecuteReader_throws_when_reader_open ExecuteReader_binds_parameters
        ExecuteReader_supports_CloseConnection ExecuteScalar_returns_DBNull_when_null ExecuteScalar_returns_null_when_empty
        ExecuteReaderAsync_is_canceled ExecuteScalar_returns_integer ExecuteScalar_returns_real ExecuteScalar_returns_string_when_text
        ExecuteScalar_returns_first_when_multiple_columns ExecuteScalar_returns_first_when_multiple_rows
        """,
        // 5. Parameters
        """
        Parameter_default_DbType_is_string Parameter_default_Direction_is_input Parameter_default_IsNullable_is_false
        Parameter_default_ParameterName_is_empty_string Parameter_default_Precision_is_zero Parameter_default_Scale_is_zero
        Parameter_default_Size_is_zero Parameter_default_SourceColumn_is_empty_string Parameter_default_SourceVersion_is_Current
        Parameter_default_Value_is_null ParameterName_default_is_empty_string SourceColumn_default_is_empty_string
        Parameter_Value_can_be_set_to_null ResetDbType_works ParameterName_can_be_set_to_null ParameterName_set_to_null_is_empty_string
        SourceColumn_can_be_set_to_null SourceColumn_set_to_null_is_empty_string Bind_throws_when_unknown Bind_works_with_string
        Bind_works_with_byte_array ParameterCollection_Add_throws_for_null ParameterCollection_Insert_throws_for_null
        ParameterCollection_string_indexer_setter_throws_for_null ParameterCollection_int_indexer_setter_throws_for_null
        ParameterCollection_IList_indexer_setter_throws_for_null ParameterCollection_Remove_throws_for_null
        ParameterCollection_Contains_object_returns_false_null ParameterCollection_IndexOf_object_returns_negative_one_for_null
        ParameterCollection_RemoveAt_negative_one_throws ParameterCollection_RemoveAt_zero_throws_when_empty
        ParameterCollection_Insert_throws_for_negative_one ParameterCollection_Insert_succeeds ParameterCollection_Remove_succeeds
        ParameterCollection_RemoveAt_succeeds
        """,
        // 6. Transactions
        """
        BeginTransaction_throws_when_closed BeginTransaction_works Rollback_transaction_throws_after_Dispose Commit_transaction_clears_Connection
        Rollback_transaction_clears_Connection Commit_transaction_twice_throws Rollback_transaction_twice_throws
        Commit_transaction_then_Rollback_throws
        """,
        // 7. Reader
        """
        Depth_returns_zero FieldCount_works GetDataTypeName_throws_when_ordinal_out_of_range GetFieldType_throws_when_ordinal_out_of_range
        GetName_throws_when_ordinal_out_of_range GetOrdinal_works GetOrdinal_throws_when_out_of_range GetName_works GetFieldType_works
        GetEnumerator_works HasRows_returns_true_when_rows IsClosed_returns_false_when_active IsClosed_returns_true_when_closed
        RecordsAffected_returns_negative_1_after_close_when_no_rows FieldCount_throws_when_closed GetDataTypeName_throws_when_closed
        GetFieldType_throws_when_closed GetName_throws_when_closed GetValue_throws_when_closed IsDBNull_throws_when_closed Read_throws_when_closed
        NextResult_throws_when_closed HasRows_returns_false_when_no_rows RecordsAffected_returns_negative_1_when_no_rows Read_works
        Read_keeps_returning_false NextResult_works SingleRow_returns_one_row GetValue_throws_before_read GetValue_throws_when_done
        IsDBNull_throws_before_read IsDBNull_throws_when_done GetFieldValue_throws_before_read GetFieldValue_throws_when_done Item_by_ordinal_works
        Item_by_name_works GetValues_throws_for_null GetString_works GetString_works_utf8_two_bytes GetString_works_utf8_three_bytes
        GetString_works_utf8_four_bytes GetFieldValue_works_utf8_two_bytes GetFieldValue_works_utf8_three_bytes GetFieldValue_works_utf8_four_bytes
        GetValue_to_string_works_utf8_two_bytes GetValue_to_string_works_utf8_three_bytes GetValue_to_string_works_utf8_four_bytes IsDBNull_works
        GetBytes_works GetBytes_returns_length_when_buffer_is_null GetBytes_throws_when_dataOffset_is_negative
        GetBytes_throws_when_bufferOffset_is_negative GetBytes_throws_when_bufferOffset_is_too_large
        GetBytes_throws_when_bufferOffset_plus_length_is_too_long GetBytes_works_when_buffer_is_large GetFieldValue_for_Stream
        GetFieldValueAsync_for_Stream GetChars_works GetChars_returns_length_when_buffer_is_null GetChars_throws_when_dataOffset_is_negative
        GetChars_throws_when_bufferOffset_is_negative GetChars_throws_when_bufferOffset_is_too_large
        GetChars_throws_when_bufferOffset_plus_length_is_too_long GetChars_reads_nothing_at_end_of_buffer GetFieldValue_for_TextReader
        GetFieldValueAsync_for_TextReader GetTextReader_for_one_String GetTextReader_for_empty_String
        GetFieldValue_for_TextReader_throws_for_null_String GetFieldValueAsync_for_TextReader_throws_for_null_String
        GetFieldValue_for_Stream_throws_for_null_Binary GetColumnSchema_ColumnName GetColumnSchema_DataTypeName GetColumnSchema_DataType
        Read_returns_false_after_Delete NextResult_returns_false_after_Delete IsDBNull_throws_after_Delete GetDataTypeName_throws_after_Delete
        GetFieldType_throws_after_Delete GetName_throws_after_Delete GetValue_throws_after_Delete GetValues_throws_after_Delete
        GetFieldValue_throws_after_Delete GetBoolean_throws_after_Delete GetByte_throws_after_Delete GetBytes_throws_after_Delete
        GetChar_throws_after_Delete GetChars_throws_after_Delete GetDataTime_throws_after_Delete GetDecimal_throws_after_Delete
        GetDouble_throws_after_Delete GetFloat_throws_after_Delete GetGuid_throws_after_Delete GetInt16_throws_after_Delete
        GetInt32_throws_after_Delete GetInt64_throws_after_Delete GetStream_throws_after_Delete GetString_throws_after_Delete
        GetTextReader_throws_after_Delete IsDBNullAsync_throws_after_Delete GetFieldValueAsync_throws_after_Delete
        """,
        // 9. Cases of our own
        """
        Read_skips_empty_batches HasRows_is_false_when_only_empty_batches Values_cross_batch_boundaries Sliced_arrays_honour_offset
        Missing_validity_bitmap_means_all_valid Nested_nulls_are_kept Dictionary_encoded_text_reads_as_text GetFieldValue_of_nullable_returns_null
        GetFieldValue_of_array_and_memory Timestamp_ns_is_lossless Timestamp_ns_extremes UInt64_above_Int64_max Half_and_float_special_values
        Field_type_known_without_rows Duplicate_and_case_variant_names Names_with_dots_slashes_colons Metadata_after_last_row
        DataTable_Load_equals_reader DataAdapter_Fill_equals_reader Cancel_mid_stream_is_prompt Dispose_mid_stream_does_not_drain
        Late_batch_error_surfaces_once Timeout_is_transient_and_distinct Two_readers_one_connection CommandBehavior_combinations Sync_equals_async
        Accessors_allocate_nothing Culture_and_time_zone_independent
        """,
    ];

    public static readonly string[] All = [.. Sections.SelectMany(section => section.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))];
}
