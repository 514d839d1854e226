using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Insights.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TableShapes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Complaints_Gen_State",
                table: "Complaints");

            migrationBuilder.CreateIndex(
                name: "IX_Responses_Gen_At",
                table: "Responses",
                columns: new[] { "Gen", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Remedies_Gen_At",
                table: "Remedies",
                columns: new[] { "Gen", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Grumbles_Gen_At",
                table: "Grumbles",
                columns: new[] { "Gen", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Gen_State",
                table: "Complaints",
                columns: new[] { "Gen", "State" },
                filter: "\"State\" <> 'closed'");

            // SQLite takes a generation's rows for ten while it knows nothing of the tables, and goes through all of them where an index
            // leads to the few that are asked for. It is told once how a large organisation's tables are shaped: rows, then to how many of
            // them each column of an index leads. What a table happens to hold at one time is not measured, so plans stay what they are.
            // A generation as a whole is read by the key, which the numbers say leads to fewer rows than the other indexes' first column.
            // The first statement makes the table of statistics.
            migrationBuilder.Sql("""
                ANALYZE "ModelPointer";
                DELETE FROM sqlite_stat1;
                INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
                ('Activities', 'Activities', '1000000 500000 1'),
                ('Activities', 'IX_Activities_Gen_CustomerNo_Day', '1000000 1000000 10 1'),
                ('Activities', 'IX_Activities_Gen_Day_Kind', '1000000 1000000 1000 300'),
                ('Answers', 'Answers', '1000000 500000 1'),
                ('Answers', 'IX_Answers_Gen_CustomerNo', '1000000 1000000 10'),
                ('Answers', 'IX_Answers_Gen_Day', '1000000 1000000 1000'),
                ('Campaigns', 'Campaigns', '1000 500 1'),
                ('Campaigns', 'IX_Campaigns_Gen_CustomerNo', '1000 1000 10'),
                ('Complaints', 'Complaints', '1000000 500000 1'),
                ('Complaints', 'IX_Complaints_Gen_ClosedAt', '1000000 1000000 2'),
                ('Complaints', 'IX_Complaints_Gen_CustomerNo', '1000000 1000000 10'),
                ('Complaints', 'IX_Complaints_Gen_Day', '1000000 1000000 1000'),
                ('Complaints', 'IX_Complaints_Gen_State', '1000 1000 200'),
                ('Contracts', 'Contracts', '1000000 500000 1'),
                ('Contracts', 'IX_Contracts_Gen_CustomerNo', '1000000 1000000 10'),
                ('Contracts', 'IX_Contracts_Gen_Day', '1000000 1000000 1000'),
                ('Customers', 'Customers', '1000000 500000 1'),
                ('Customers', 'IX_Customers_Gen_CreatedAt', '1000000 1000000 2'),
                ('Customers', 'IX_Customers_Gen_SurvivorNo', '10000 10000 2'),
                ('Grumbles', 'Grumbles', '1000000 500000 1'),
                ('Grumbles', 'IX_Grumbles_Gen_At', '1000000 1000000 2'),
                ('Grumbles', 'IX_Grumbles_Gen_CustomerNo', '1000000 1000000 10'),
                ('Handovers', 'Handovers', '1000000 500000 1'),
                ('Handovers', 'IX_Handovers_Gen_CustomerNo', '1000000 1000000 10'),
                ('Interventions', 'IX_Interventions_Gen_CustomerNo', '100000 100000 10'),
                ('Interventions', 'Interventions', '100000 50000 1'),
                ('LeadDays', 'IX_LeadDays_Gen_CampaignId', '1000000 1000000 500'),
                ('LeadDays', 'LeadDays', '1000000 500000 1000 200 50 10 1'),
                ('Leads', 'IX_Leads_Gen_CampaignId', '100000 100000 500'),
                ('Leads', 'IX_Leads_Gen_CustomerNo', '1000000 1000000 10'),
                ('Leads', 'IX_Leads_Gen_EnteredAt', '1000000 1000000 2'),
                ('Leads', 'Leads', '1000000 500000 1'),
                ('Ledgers', 'IX_Ledgers_Gen_Net_CustomerNo', '1000000 1000000 2 1'),
                ('Ledgers', 'IX_Ledgers_Gen_Segment_Net_CustomerNo', '1000000 1000000 100000 2 1'),
                ('Ledgers', 'Ledgers', '1000000 500000 1'),
                ('Merges', 'IX_Merges_Gen_MergedNo', '10000 10000 2'),
                ('Merges', 'IX_Merges_Gen_SurvivorNo', '10000 10000 2'),
                ('Merges', 'Merges', '10000 5000 1'),
                ('Opportunities', 'IX_Opportunities_Gen_Campaign', '100000 100000 500'),
                ('Opportunities', 'IX_Opportunities_Gen_CampaignId', '100000 100000 500'),
                ('Opportunities', 'IX_Opportunities_Gen_ClosedAt', '1000000 1000000 2'),
                ('Opportunities', 'IX_Opportunities_Gen_CreatedAt', '1000000 1000000 2'),
                ('Opportunities', 'IX_Opportunities_Gen_CustomerNo', '1000000 1000000 10'),
                ('Opportunities', 'IX_Opportunities_Gen_State_ExpectedClose', '1000000 1000000 100000 500'),
                ('Opportunities', 'Opportunities', '1000000 500000 1'),
                ('ProductDays', 'ProductDays', '1000000 500000 1000 1'),
                ('Products', 'IX_Products_Gen_Code', '10000 10000 1'),
                ('Products', 'Products', '10000 5000 1'),
                ('Purchases', 'IX_Purchases_Gen_Day_CustomerNo', '1000000 1000000 1000 2'),
                ('Purchases', 'Purchases', '1000000 500000 10 2 1 1'),
                ('Remedies', 'IX_Remedies_Gen_At', '1000000 1000000 2'),
                ('Remedies', 'IX_Remedies_Gen_CustomerNo', '1000000 1000000 10'),
                ('Remedies', 'Remedies', '1000000 500000 1'),
                ('Responses', 'IX_Responses_Gen_At', '1000000 1000000 2'),
                ('Responses', 'IX_Responses_Gen_CampaignId', '1000000 1000000 500'),
                ('Responses', 'IX_Responses_Gen_CustomerNo', '1000000 1000000 10'),
                ('Responses', 'Responses', '1000000 500000 1'),
                ('Sales', 'Sales', '1000000 500000 100000 100 20 1'),
                ('Segments', 'Segments', '1000 500 100 100 1'),
                ('Staff', 'Staff', '1000 500 1'),
                ('StagedPurchases', 'StagedPurchases', '1000000 500000 40000 1'),
                ('Tallies', 'Tallies', '1000000 500000 100000 20000 50 10 1'),
                ('Tasks', 'IX_Tasks_Gen_CustomerNo', '1000000 1000000 10'),
                ('Tasks', 'IX_Tasks_Gen_DoneAt', '1000000 1000000 2'),
                ('Tasks', 'IX_Tasks_Gen_State_DueAt', '1000000 1000000 100000 2'),
                ('Tasks', 'Tasks', '1000000 500000 1'),
                ('Warnings', 'IX_Warnings_At', '10000 2'),
                ('Warnings', 'IX_Warnings_CustomerNo_Key', '10000 2 1'),
                ('Warnings', 'IX_Warnings_Id', '10000 1'),
                ('WithdrawnPurchases', 'WithdrawnPurchases', '1000000 500000 1');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DELETE FROM sqlite_stat1;");

            migrationBuilder.DropIndex(
                name: "IX_Responses_Gen_At",
                table: "Responses");

            migrationBuilder.DropIndex(
                name: "IX_Remedies_Gen_At",
                table: "Remedies");

            migrationBuilder.DropIndex(
                name: "IX_Grumbles_Gen_At",
                table: "Grumbles");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Gen_State",
                table: "Complaints");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Gen_State",
                table: "Complaints",
                columns: new[] { "Gen", "State" });
        }
    }
}
