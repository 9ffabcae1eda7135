using FunctionsExport.Emulators.RedisEnterprise.Events;
using FunctionsExport.Emulators.RedisEnterprise.Exports;

namespace FunctionsExport.Emulators.RedisEnterprise.Databases;

/// <summary>What a database has of its cluster.</summary>
/// <param name="Runner">Carries out exports.</param>
/// <param name="Answers">The forms of answers.</param>
/// <param name="Events">The cluster's log.</param>
/// <param name="Time">The clock.</param>
/// <param name="Changed">Called when the cluster's state has changed.</param>
internal sealed record DatabaseHost(
    ExportRunner Runner, AnswerForms Answers, EventLog Events, TimeProvider Time, Action Changed);
