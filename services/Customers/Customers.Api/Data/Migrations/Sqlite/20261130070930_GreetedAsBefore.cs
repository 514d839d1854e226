using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Customers.Data.Migrations.Sqlite
{
    /// <summary>C4, C15: what a support plan says of holidays is followed from now on; the plans of before say what was done.</summary>
    public partial class GreetedAsBefore : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Quiet",
                table: "CareHolidays",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            // Until now nobody followed what a plan said of it, and mostly nobody had said it: no class is left ungreeted because of that.
            migrationBuilder.Sql("""UPDATE "SupportPlans" SET "HolidayCare" = 1 WHERE "HolidayCare" = 0;""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Quiet",
                table: "CareHolidays");
        }
    }
}
