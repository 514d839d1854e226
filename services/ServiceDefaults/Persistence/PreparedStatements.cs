using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace CrmPlatform.ServiceDefaults.Persistence;

/// <summary>
/// Keeps the statements that a connection ran last as SQLite has prepared them: to read a query of sixty columns and plan it takes
/// longer than to find its row. The provider prepares anew for each command, so a command that ends is kept instead, with its text.
/// </summary>
internal sealed class PreparedStatements : DbCommandInterceptor
{
    /// <summary>For each connection. A prepared statement takes some ten kilobytes.</summary>
    private const int MostKept = 64;

    /// <summary>What was bound stays with the statement, so those with long texts are let go.</summary>
    private const int LongestKept = 16 * 1024;

    private static readonly ConditionalWeakTable<DbConnection, Kept> ByConnection = [];

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        if (result is not SqliteCommand { Connection: { } connection } asked) return result;
        var kept = ByConnection.GetOrCreateValue(connection);
        kept.Belongs(connection.Handle);
        var command = kept.Take(asked.CommandText) ?? new KeptCommand(asked.CommandText, connection, kept);
        command.CommandTimeout = asked.CommandTimeout;
        command.Transaction = asked.Transaction;
        foreach (SqliteParameter parameter in asked.Parameters) command.Parameters.Add(parameter);
        asked.Dispose();
        return command;
    }

    /// <summary>The connection is about to be closed for good.</summary>
    public static void End(DbConnection connection)
    {
        if (ByConnection.TryGetValue(connection, out var kept)) kept.End();
    }

    private sealed class Kept
    {
        private readonly Dictionary<string, LinkedListNode<KeptCommand>> byText = new(StringComparer.Ordinal);
        private readonly LinkedList<KeptCommand> lastUsed = [];
        private sqlite3? handle;
        private bool ended;

        /// <summary>Statements live and die with the handle they were prepared for.</summary>
        public void Belongs(sqlite3? current)
        {
            if (ReferenceEquals(current, handle)) return;
            LetAllGo();
            handle = current;
        }

        public KeptCommand? Take(string text)
        {
            if (!byText.Remove(text, out var node)) return null;
            lastUsed.Remove(node);
            node.Value.Lent = true;
            return node.Value;
        }

        public bool TakeBack(KeptCommand command)
        {
            if (ended || byText.ContainsKey(command.CommandText)) return false;
            if (byText.Count == MostKept) LetGo(lastUsed.Last!);
            byText.Add(command.CommandText, lastUsed.AddFirst(command));
            return true;
        }

        public void End()
        {
            ended = true;
            LetAllGo();
        }

        private void LetAllGo()
        {
            while (lastUsed.Last is { } last) LetGo(last);
        }

        private void LetGo(LinkedListNode<KeptCommand> node)
        {
            lastUsed.Remove(node);
            byText.Remove(node.Value.CommandText);
            node.Value.End();
        }
    }

    private sealed class KeptCommand(string text, SqliteConnection connection, Kept kept) : SqliteCommand(text, connection)
    {
        private bool worthKeeping = true;

        public bool Lent { get; set; } = true;

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            foreach (SqliteParameter parameter in Parameters) worthKeeping &= parameter.Value is not (string { Length: > LongestKept } or byte[] { Length: > LongestKept });
            try
            {
                return base.ExecuteReader(behavior);
            }
            catch
            {
                worthKeeping = false;
                throw;
            }
        }

        public void End()
        {
            Lent = true;
            worthKeeping = false;
            Dispose();
        }

        protected override void Dispose(bool disposing)
        {
            if (!Lent) return;
            Lent = false;
            if (disposing && worthKeeping && DataReader is null)
            {
                Parameters.Clear();
                Transaction = null;
                if (kept.TakeBack(this)) return;
            }
            base.Dispose(disposing);
        }
    }
}
