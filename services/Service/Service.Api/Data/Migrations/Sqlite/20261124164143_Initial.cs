using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Service.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AgentLoads",
                columns: table => new
                {
                    StaffId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    InHand = table.Column<int>(type: "INTEGER", nullable: false),
                    LastTurn = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgentLoads", x => x.StaffId);
                });

            migrationBuilder.CreateTable(
                name: "Changes",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Subject = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Entity = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    EntityId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Action = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ByName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    TraceId = table.Column<string>(type: "TEXT", unicode: false, maxLength: 32, nullable: true),
                    Fields = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Changes", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Complaints",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    NumberValue = table.Column<long>(type: "INTEGER", nullable: false),
                    RootId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CustomerId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ReporterName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ReporterEmail = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    ReporterPhone = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Channel = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Category = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    SubCategory = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Severity = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Complexity = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Impact = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Urgency = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Summary = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Details = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    RemedySought = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Language = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    Calendar = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    OccurredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    OpenedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    IsImported = table.Column<bool>(type: "INTEGER", nullable: false),
                    ExternalId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Course = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    ClockLog = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Assignments = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Team = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    AssigneeId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Turn = table.Column<long>(type: "INTEGER", nullable: false),
                    OfferAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CauseId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    IsOpen = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsWaiting = table.Column<bool>(type: "INTEGER", nullable: false),
                    StepsDone = table.Column<int>(type: "INTEGER", nullable: false),
                    NextStep = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    AcknowledgedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FirstResponseAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Reopenings = table.Column<int>(type: "INTEGER", nullable: false),
                    EscalationLevel = table.Column<int>(type: "INTEGER", nullable: false),
                    ResponseDueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ResolutionDueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    QueueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ChaseAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ReviewReminders = table.Column<int>(type: "INTEGER", nullable: false),
                    ResponseBreached = table.Column<bool>(type: "INTEGER", nullable: false),
                    ResolutionBreached = table.Column<bool>(type: "INTEGER", nullable: false),
                    ResponseMilestones = table.Column<int>(type: "INTEGER", unicode: false, maxLength: 40, nullable: false),
                    ResolutionMilestones = table.Column<int>(type: "INTEGER", unicode: false, maxLength: 40, nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Complaints", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Counters",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Value = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Counters", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Customers",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CustomerId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SourceVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    Language = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    Class = table.Column<string>(type: "TEXT", unicode: false, maxLength: 10, nullable: false),
                    OwnerId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Team = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Status = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    MergedInto = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Customers", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FriendlyName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Xml = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FailedDeliveries",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MessageId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Handler = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: false),
                    Source = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Type = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: false),
                    Payload = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    EventAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TraceParent = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstFailedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastFailedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NextAttemptAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Error = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FailedDeliveries", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "FeedCheckpoints",
                columns: table => new
                {
                    Source = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Epoch = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LeaseOwner = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedCheckpoints", x => x.Source);
                });

            migrationBuilder.CreateTable(
                name: "FeedState",
                columns: table => new
                {
                    Key = table.Column<int>(type: "INTEGER", nullable: false),
                    Epoch = table.Column<byte[]>(type: "BLOB", nullable: false),
                    LastPosition = table.Column<long>(type: "INTEGER", nullable: false),
                    SentPosition = table.Column<long>(type: "INTEGER", nullable: false),
                    LeaseOwner = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedState", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "IdempotencyKeys",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    BodyHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Location = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    ETag = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Body = table.Column<byte[]>(type: "BLOB", maxLength: -1, nullable: true),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdempotencyKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Inbox",
                columns: table => new
                {
                    MessageId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Handler = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inbox", x => new { x.MessageId, x.Handler });
                });

            migrationBuilder.CreateTable(
                name: "Jobs",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Parameters = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Checkpoint = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    Result = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    Read = table.Column<long>(type: "INTEGER", nullable: false),
                    Accepted = table.Column<long>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<long>(type: "INTEGER", nullable: false),
                    Percent = table.Column<int>(type: "INTEGER", nullable: false),
                    Failure = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    CancelRequested = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    CreatedByName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reach = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    CreatedByTeam = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LeaseOwner = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Jobs", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "LinkKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Secret = table.Column<byte[]>(type: "BLOB", maxLength: 64, nullable: false),
                    SignsFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    AcceptedUntil = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Type = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: false),
                    Subject = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Payload = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    TraceParent = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    Position = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "Secrets",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Value = table.Column<byte[]>(type: "BLOB", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Secrets", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Staff",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    StaffId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    SourceVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Team = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    ManagerId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    Roles = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Skills = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Languages = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Shifts = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Active = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Staff", x => x.Key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Changes_Subject_Key",
                table: "Changes",
                columns: new[] { "Subject", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_AssigneeId_IsOpen_QueueAt_Key",
                table: "Complaints",
                columns: new[] { "AssigneeId", "IsOpen", "QueueAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_ChaseAt",
                table: "Complaints",
                column: "ChaseAt",
                filter: "ChaseAt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_CustomerId_Key",
                table: "Complaints",
                columns: new[] { "CustomerId", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_ExternalId",
                table: "Complaints",
                column: "ExternalId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Id",
                table: "Complaints",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_IsOpen_QueueAt_Key",
                table: "Complaints",
                columns: new[] { "IsOpen", "QueueAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_NextAt",
                table: "Complaints",
                column: "NextAt",
                filter: "NextAt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_NumberValue",
                table: "Complaints",
                column: "NumberValue",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_OfferAt",
                table: "Complaints",
                column: "OfferAt",
                filter: "OfferAt IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_RootId_Key",
                table: "Complaints",
                columns: new[] { "RootId", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Team_IsOpen_QueueAt_Key",
                table: "Complaints",
                columns: new[] { "Team", "IsOpen", "QueueAt", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_CustomerId",
                table: "Customers",
                column: "CustomerId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Customers_Email",
                table: "Customers",
                column: "Email");

            migrationBuilder.CreateIndex(
                name: "IX_FailedDeliveries_Id",
                table: "FailedDeliveries",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FailedDeliveries_MessageId_Handler",
                table: "FailedDeliveries",
                columns: new[] { "MessageId", "Handler" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FailedDeliveries_NextAttemptAt",
                table: "FailedDeliveries",
                column: "NextAttemptAt");

            migrationBuilder.CreateIndex(
                name: "IX_IdempotencyKeys_ExpiresAt",
                table: "IdempotencyKeys",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_Id",
                table: "Jobs",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_State_Key",
                table: "Jobs",
                columns: new[] { "State", "Key" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Position",
                table: "Outbox",
                column: "Position",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Subject",
                table: "Outbox",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_Staff_StaffId",
                table: "Staff",
                column: "StaffId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AgentLoads");

            migrationBuilder.DropTable(
                name: "Changes");

            migrationBuilder.DropTable(
                name: "Complaints");

            migrationBuilder.DropTable(
                name: "Counters");

            migrationBuilder.DropTable(
                name: "Customers");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "FailedDeliveries");

            migrationBuilder.DropTable(
                name: "FeedCheckpoints");

            migrationBuilder.DropTable(
                name: "FeedState");

            migrationBuilder.DropTable(
                name: "IdempotencyKeys");

            migrationBuilder.DropTable(
                name: "Inbox");

            migrationBuilder.DropTable(
                name: "Jobs");

            migrationBuilder.DropTable(
                name: "LinkKeys");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "Secrets");

            migrationBuilder.DropTable(
                name: "Staff");
        }
    }
}
