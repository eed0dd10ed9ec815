import classes from './DataTable.module.css'

const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** The table's shape while its rows are on their way. */
export function TableSkeleton({ columns }: { columns: number }) {
  return (
    <tbody aria-hidden="true">
      {lines.map((line, index) => (
        <tr key={line} className={classes.row}>
          <td className={classes.cell} colSpan={columns}>
            <span className={classes.bone} style={{ width: `${72 - ((index * 17) % 40)}%` }} />
          </td>
        </tr>
      ))}
    </tbody>
  )
}
