/** Answers of a route that can also be a file. */
import { XLSX_TYPE } from '@kommunalgraph/contract/workbook.ts'
import { z } from 'zod'

/** Media type of a CSV answer. */
export const CSV_TYPE = 'text/csv; charset=utf-8; header=present'

/** Value of `content-disposition`: the browser saves the answer under this name, which must need no quoting. */
export const attachment = (name: string) => `attachment; filename="${name}"`

/** A CSV file among the media types of an answer. */
export const csvContent = { 'text/csv': { schema: z.string().meta({ description: 'Semicolons, byte order mark, German header' }) } }

/** A workbook among the media types of an answer. */
export const workbookContent = { [XLSX_TYPE]: { schema: z.string().meta({ description: 'XLSX workbook, German' }) } }
