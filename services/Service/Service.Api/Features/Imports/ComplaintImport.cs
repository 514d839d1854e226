using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CrmPlatform.Service.Domain;
using CrmPlatform.Service.Domain.Complaints;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Imports;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Service.Features.Imports;

/// <summary>C17: imports complaints of another system from a table, one a row; times without offset are the house's.</summary>
internal sealed class ComplaintImport(IOptions<ComplaintsOptions> options) : IImportKind
{
    public const string KindName = "complaints";

    public string Kind => KindName;

    public IReadOnlyList<ImportField> Fields { get; } =
    [
        new("externalId", true, "id", "number", "ticket", "ticketNo", "complaintNo", "投诉编号", "投訴編號"),
        new("summary", true, "subject", "title", "主题", "主題"),
        new("openedAt", true, "createdAt", "created", "receivedAt", "date", "时间", "時間"),
        new("channel", false, "source", "渠道"),
        new("category", false, "类别", "類別"),
        new("severity", false, "priority", "级别", "級別"),
        new("subCategory", false, "子类"),
        new("details", false, "description", "text", "内容", "內容"),
        new("customerId", false, "customer"),
        new("reporterName", false, "name", "contactName", "姓名"),
        new("reporterEmail", false, "email", "mail"),
        new("reporterPhone", false, "phone", "电话", "電話"),
        new("firstResponseAt", false, "firstReplyAt", "respondedAt"),
        new("closedAt", false, "resolvedAt", "closed"),
        new("team", false, "queue"),
        new("assigneeId", false, "assignee", "agent", "owner"),
        new("cause", false, "rootCause", "原因"),
        new("language", false, "lang"),
    ];

    public ImportSession Begin(ImportSettings settings, Caller person) => new Session(TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone));

    private sealed class Session(TimeZoneInfo zone) : ImportSession
    {
        public override async Task<ChunkResult> WriteAsync(IServiceProvider scope, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
        {
            var (errors, read) = (new List<RowError>(), new List<(ImportRow Row, ImportedComplaint Complaint)>());
            foreach (var row in rows)
            {
                if (Read(row, out var complaint) is { } error) errors.Add(error);
                else read.Add((row, complaint!));
            }
            var (faults, created, unchanged) = await scope.GetRequiredService<ComplaintWriter>().WriteAsync([.. read.Select(item => item.Complaint)], cancellationToken);
            foreach (var ((row, _), fault) in read.Zip(faults))
                if (fault is not null) errors.Add(row.Error(fault.Field, fault.Code, fault.Message));
            return new ChunkResult(errors, created, 0, unchanged);
        }

        /// <summary>Everything that is wrong with the row by itself; what takes a look at others is judged once it is in order.</summary>
        private RowError? Read(ImportRow row, out ImportedComplaint? complaint)
        {
            complaint = null;
            var wrong = new List<RowError>();
            foreach (var field in new[] { "externalId", "summary", "openedAt" })
                if (row[field] is null) wrong.Add(row.Error(field, "required", $"{field} is blank."));
            var (opened, answered, closed) = (Time(row, "openedAt", wrong), Time(row, "firstResponseAt", wrong), Time(row, "closedAt", wrong));
            var (channel, category, severity) = (Code<IntakeChannel>(row, "channel", wrong), Code<ComplaintCategory>(row, "category", wrong), Code<Severity>(row, "severity", wrong));
            Guid? customer = null;
            if (row["customerId"] is { } text)
            {
                if (Guid.TryParse(text, out var id)) customer = id;
                else wrong.Add(row.Error("customerId", "malformed", "The id of a customer is expected."));
            }
            var read = new ImportedComplaint(
                row["externalId"] ?? "", row["summary"] ?? "", opened ?? default, channel ?? IntakeChannel.Hotline, category, severity, row["subCategory"], row["details"], customer, row["reporterName"], row["reporterEmail"],
                row["reporterPhone"], answered, closed, row["team"], row["assigneeId"], row["cause"], row["language"]);
            var faults = new List<ValidationResult>();
            Validator.TryValidateObject(read, new ValidationContext(read), faults, validateAllProperties: true);
            var known = wrong.Select(mistake => mistake.Field).ToHashSet();
            wrong.AddRange(faults.Select(fault => row.Error(JsonNamingPolicy.CamelCase.ConvertName(fault.MemberNames.FirstOrDefault() ?? ""), "validation", ValidationTexts.In(fault.ErrorMessage, Language.English)))
                .Where(mistake => !known.Contains(mistake.Field)));
            if (RowError.Together(wrong) is { } mistakes) return mistakes;
            complaint = read;
            return null;
        }

        private DateTimeOffset? Time(ImportRow row, string field, List<RowError> wrong)
        {
            if (row[field] is not { } text) return null;
            // Nothing was complained of in the first year there was, whose first hours have no instant everywhere.
            if (WrittenMoment.Read(text, zone) is { Year: > 1 and < 9999 } read) return read;
            wrong.Add(row.Error(field, "malformed", $"A time as in ISO 8601 is expected, such as 2025-03-01T09:30:00+08:00; without offset it is one in {zone.Id}."));
            return null;
        }

        private static T? Code<T>(ImportRow row, string field, List<RowError> wrong) where T : struct, Enum
        {
            if (row[field] is not { } text) return null;
            if (EnumCode.TryParse<T>(text.ToLowerInvariant(), out var read)) return read;
            wrong.Add(row.Error(field, "malformed", $"One of these is expected: {string.Join(", ", EnumCode.All<T>())}."));
            return null;
        }
    }
}
